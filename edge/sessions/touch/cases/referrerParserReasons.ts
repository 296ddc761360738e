import type { Reason } from './disagreement.ts'

export const referrerParserReasons: Reason[] = [
  {
    why: 'It compares only the beginning of the address, so a host that begins like a known one passes for it',
    covers: ({ touch }) => touch.rule === 'referral' && /phishing|company|community|buffer-zone/.test(touch.source),
  },
  {
    why: 'Sign-in hosts are never referrers',
    covers: ({ touch }) => touch.rule === 'never-referrer',
  },
  {
    why: 'It does not know Turbo pages',
    covers: ({ referrer }) => referrer.includes('/turbo'),
  },
  {
    why: 'Maps, directories and shops are places of their own, not search, social or paid',
    covers: ({ touch }) => touch.rule === 'maps' || touch.rule === 'shopping',
  },
  {
    why: 'Assistants are a channel of their own, as in GA4, though they live on hosts of search engines and networks',
    covers: ({ touch }) => touch.rule === 'assistant',
  },
  {
    why: 'Video sites are apart from social networks, as in GA4',
    covers: ({ touch }) => touch.rule === 'video',
  },
  {
    why: 'Messengers are apart from social networks',
    covers: ({ touch }) => touch.rule === 'messenger',
  },
  {
    why: 'Only the name differs: images, news and video of an engine are the engine; other names are as marketers write them; sites that are no search keep their host',
    covers: ({ touch, answer }) => answer.medium === touch.medium,
  },
]
