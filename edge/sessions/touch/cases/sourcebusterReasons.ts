import type { Reason } from './disagreement.ts'

const fromReferrer = new Set(['search', 'social', 'video', 'email', 'messenger', 'maps', 'assistant', 'shopping', 'ad-network'])

export const sourcebusterReasons: Reason[] = [
  {
    why: 'It takes an empty click id, or one that is an unexpanded macro, for a click; there was none',
    covers: ({ touch, answer }) => touch.rule === 'direct' && (answer.campaign ?? '').endsWith('_cpc'),
  },
  {
    why: 'It takes unexpanded macros for values; they say nothing, so the click id or the referrer decides',
    covers: ({ answer }) => /[{}]|__|%%/.test(`${answer.source} ${answer.medium} ${answer.campaign}`) && !/,/.test(answer.campaign ?? ''),
  },
  {
    why: 'It joins repeated parameters with a comma; the first that says something counts',
    covers: ({ answer }) => /,/.test(`${answer.source}${answer.campaign}`),
  },
  {
    why: 'Of several click ids it prefers gclid; the network that is also the referrer counts',
    covers: ({ touch, answer }) => touch.rule === 'click-id' && touch.clickNetwork === 'meta' && answer.source === 'google',
  },
  {
    why: 'It does not know `_openstat`, and names the campaign of a yclid itself',
    covers: ({ touch }) => touch.rule === 'openstat',
  },
  {
    why: 'It makes up a campaign `google_cpc` or `yandex_cpc`; an unnamed campaign stays unnamed',
    covers: ({ touch, answer }) =>
      /^(?:google|yandex)_cpc$/.test(answer.campaign ?? '') && touch.campaign === null && touch.medium === answer.medium,
  },
  {
    why: 'It knows the click ids gclid and yclid only, in lower case, in the query only',
    covers: ({ touch, answer }) => touch.rule === 'click-id' && answer.medium !== touch.medium,
  },
  {
    why: 'It does not know `utm_id`, Google’s campaign id',
    covers: ({ url }) => url.includes('utm_id='),
  },
  {
    why: 'It does not know the label `from`',
    covers: ({ touch }) => touch.rule === 'from',
  },
  {
    why: 'It does not know `utm_referrer`, which stands in for a referrer lost in a redirect',
    covers: ({ url, answer }) => url.includes('utm_referrer=') && answer.source === '(direct)',
  },
  {
    why: 'It reads names in lower case, unencoded, in the query only, and takes `&amp;` and a second `?` literally; it leaves + and spaces in values, and mis-decodes what is not UTF-8',
    covers: ({ url, touch }) => touch.rule === 'marks' && /#|&amp;|\?.*\?|%5F|UTM|%20vk|Facebook\+Ads|%E0%A4%A|%EA%F3|%25D0/.test(url),
  },
  {
    why: 'What marks leave open it calls (none); the click id or the referrer knows it',
    covers: ({ touch, answer }) => touch.rule === 'marks' && [answer.source, answer.medium].includes('(none)'),
  },
  {
    why: 'It does not know copied pages: a Turbo or AMP page is the search system that showed it, or the site that was copied',
    covers: ({ referrer }) => /turbopages|\/turbo|ampproject|\/amp\/s/.test(referrer),
  },
  {
    why: 'It calls every place outside its few search engines a referral, with the host as source; it wants a phrase where browsers send the origin only, and takes products on a search host for the search',
    covers: ({ touch }) => fromReferrer.has(touch.rule),
  },
  {
    why: 'Payment pages and sign-in hosts are referrals to it; the visit only passed through',
    covers: ({ touch }) => touch.rule === 'never-referrer',
  },
  {
    why: 'It takes any text for a referrer, even without a host',
    covers: ({ touch }) => touch.rule === 'direct',
  },
  {
    why: 'It keeps the host as written: case, final dot, no Punycode, and the scheme of applications',
    covers: ({ touch }) => touch.rule === 'referral' && touch.medium === 'referral',
  },
]
