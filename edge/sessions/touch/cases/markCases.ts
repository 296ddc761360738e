import { documented, own, PAGE, type SourceCase } from './sourceCase.ts'

const ADDRESS = 'https://yandex.com/support/direct/statistics/url-tags.html'
const META = 'https://kb.triplewhale.com/en/articles/6448705-acceptable-utm-alternatives'

export const markCases: SourceCase[] = [
  ...documented('https://hostcms.ru/documentation/step-by-step/templates/counters/source/', [
    [
      'http://www.site.ru/?utm_source=yandex&utm_medium=banner&utm_campaign=name&utm_content=banner123',
      '',
      { source: 'yandex', medium: 'banner', campaign: 'name', content: 'banner123', channel: 'Display', rule: 'marks' },
    ],
    [
      'http://www.site.ru/?_openstat=ZGlyZWN0LnlhbmRleC5ydTsxMjM0OzU2Nzg5O3lhbmRleC5ydTpwcmVtaXVt',
      '',
      { source: 'yandex', medium: 'cpc', campaign: '1234', content: '56789', channel: 'Paid Search', rule: 'openstat' },
    ],
    ['http://www.site.ru/?from=google', '', { source: 'google', medium: '(not set)', rule: 'from', channel: 'Organic Search' }],
  ]),
  ...documented(ADDRESS, [
    ['http://www.site.com/?utm_source=yandex-direct&term={keyword}', '', { source: 'yandex-direct', medium: '(not set)', rule: 'marks' }],
    ['http://www.site.com/?source=yandex-direct&term={keyword}', '', { rule: 'direct' }],
    [
      'http://www.site.com/?utm_source=yandex&utm_medium=cpc&utm_campaign=polet_v_kosmos&utm_term=sony_playstation',
      '',
      { source: 'yandex', medium: 'cpc', campaign: 'polet_v_kosmos', term: 'sony_playstation', channel: 'Paid Search' },
    ],
    [
      'http://www.site.com/?utm_source=yandex&utm_medium=cpc&utm_campaign={campaign_id}',
      '',
      { source: 'yandex', medium: 'cpc', campaign: null, channel: 'Paid Search' },
    ],
    [
      'http://www.site.com/?utm_source=yandex&utm_medium=search&utm_campaign=1',
      '',
      { source: 'yandex', medium: 'search', channel: 'Organic Search' },
    ],
    [
      'http://www.site.com/?utm_source=yandex&utm_medium=display&utm_campaign=1',
      '',
      { source: 'yandex', medium: 'display', channel: 'Display' },
    ],
  ]),
  ...documented('https://yandex.com/dev/direct/doc/ru/curl-ads-keywords-modify', [
    [
      'https://www.site.com/1/?utm_source=yandex-direct&utm_term={param1}',
      '',
      { source: 'yandex-direct', term: null, landing: '/1/?utm_source=yandex-direct&utm_term={param1}' },
    ],
  ]),
  ...documented('https://pastebin.com/sVbc6ASJ', [
    [
      'https://domen.ru/xxxxx/?l=X&s=istocik&w={source}&t={ad_id}&p={campaign_id}&m={keyword}&utm_source=yandex&utm_medium=cpc&utm_campaign={campaign_id}&utm_content={ad_id}&utm_term={keyword}',
      '',
      { source: 'yandex', medium: 'cpc', campaign: null, content: null, term: null, channel: 'Paid Search' },
    ],
  ]),
  ...documented('https://gist.github.com/underdown/37586432191a006384baf688f8a1b2dd', [
    [
      `${PAGE}?utm_source=google&utm_medium=cpc&utm_campaign={campaignid}&utm_content={adgroupid}&utm_term={keyword}`,
      '',
      { source: 'google', medium: 'cpc', campaign: null, content: null, term: null },
    ],
  ]),
  ...documented('https://gist.github.com/underdown/f53d945adbcae604ac78696f8ff91bd9', [
    [
      `${PAGE}?utm_source=facebook&utm_medium=cpc&utm_campaign={{campaign.name}}&utm_content={{adset.id}}&placement={{placement}}`,
      '',
      { source: 'facebook', medium: 'cpc', campaign: null, content: null, channel: 'Paid Social' },
    ],
  ]),
  ...documented('https://help.aitarget.com/hc/ru/articles/215327037', [
    ['http://example.com/?utm_campaign={{CAMPAIGN_NAME}}&utm_source={{CREATIVE_NAME}}', '', { rule: 'direct', source: '(direct)' }],
  ]),
  ...documented('https://ads.tiktok.com/help/article/track-offsite-web-events-with-utm-parameters', [
    ['https://www.example.com?utm_source=tiktok', '', { source: 'tiktok', medium: '(not set)', channel: 'Organic Video' }],
    ['https://www.example.com?utm_medium=cpc', '', { source: '(not set)', medium: 'cpc', channel: 'Paid Other' }],
    ['https://www.example.com?utm_campaign=blackfridaypromo', '', { campaign: 'blackfridaypromo', rule: 'marks' }],
    ['https://www.example.com?utm_term=adname', '', { term: 'adname', rule: 'marks' }],
  ]),
  ...documented('https://ruler-documentation.readme.io/docs/tiktok-ads', [
    [
      `${PAGE}?utm_source=tiktok&utm_medium=cpc&utm_campaign=__CAMPAIGN_NAME__&utm_content=__CID_NAME__&campaign_id=__CAMPAIGN_ID__`,
      '',
      { source: 'tiktok', medium: 'cpc', campaign: null, content: null, channel: 'Paid Video' },
    ],
  ]),
  ...documented('https://github.com/plausible/docs/blob/master/docs/manual-link-tagging.md', [
    ['https://yourdomain.com?utm_source=Newsletter', '', { source: 'newsletter', medium: '(not set)' }],
    [
      'https://yourdomain.com?utm_source=Newsletter&utm_medium=Email&utm_campaign=NovemberNewsletter&utm_content=Link',
      '',
      { source: 'newsletter', medium: 'email', campaign: 'NovemberNewsletter', content: 'Link', channel: 'Email' },
    ],
  ]),
  ...documented('https://snaputils.tools/articles/utm-builder-guide', [
    [
      'https://snaputils.tools/utm-builder?utm_source=newsletter&utm_medium=email&utm_campaign=april-2026-tools-roundup&utm_content=top-cta-button',
      '',
      { source: 'newsletter', medium: 'email', campaign: 'april-2026-tools-roundup', content: 'top-cta-button' },
    ],
    [
      'https://snaputils.tools/?utm_source=google&utm_medium=cpc&utm_term=utm+builder+free',
      '',
      { term: 'utm builder free', channel: 'Paid Search' },
    ],
  ]),
  ...documented(META, [
    [`${PAGE}?utm_source=fb&utm_medium=cpc`, '', { source: 'fb', channel: 'Paid Social' }],
    [`${PAGE}?utm_source=fbig&utm_medium=cpc`, '', { channel: 'Paid Social' }],
    [`${PAGE}?utm_source=ig&utm_medium=cpc`, '', { channel: 'Paid Social' }],
    [`${PAGE}?utm_source=facebook_ads&utm_medium=cpc`, '', { channel: 'Paid Social' }],
    [`${PAGE}?utm_source=facebook-ads&utm_medium=cpc`, '', { channel: 'Paid Social' }],
    [`${PAGE}?utm_source=Facebook+Ads&utm_medium=cpc`, '', { source: 'facebook ads', channel: 'Paid Social' }],
    [`${PAGE}?utm_source=facebook.com&utm_medium=cpc`, '', { source: 'facebook.com', channel: 'Paid Social' }],
    [`${PAGE}?utm_source=fb_ig&utm_medium=cpc`, '', { channel: 'Paid Social' }],
    [`${PAGE}?utm_source=meta&utm_medium=cpc`, '', { channel: 'Paid Social' }],
    [`${PAGE}?utm_source=instagram&utm_medium=cpc`, '', { channel: 'Paid Social' }],
    [`${PAGE}?utm_source={{site_source_name}}`, '', { rule: 'direct' }],
    [`${PAGE}?utm_source=google.com&utm_medium=cpc`, '', { source: 'google.com', channel: 'Paid Search' }],
    [`${PAGE}?utm_source=google_ads&utm_medium=cpc`, '', { channel: 'Paid Search' }],
    [`${PAGE}?utm_source=google-ads&utm_medium=cpc`, '', { channel: 'Paid Search' }],
    [`${PAGE}?utm_source=adwords&utm_medium=cpc`, '', { channel: 'Paid Search' }],
    [`${PAGE}?utm_source=tiktok.com&utm_medium=cpc`, '', { channel: 'Paid Video' }],
    [`${PAGE}?utm_source=TikTok&utm_medium=cpc`, '', { source: 'tiktok', channel: 'Paid Video' }],
  ]),
  ...documented('https://help.senler.ru/senler/analitica/utm', [
    [
      `${PAGE}#utm_source=vk&utm_medium=cpc&utm_campaign=spring_sale&utm_term=running+shoes`,
      '',
      { source: 'vk', medium: 'cpc', campaign: 'spring_sale', term: 'running shoes', channel: 'Paid Social' },
    ],
  ]),
  ...documented('https://github.com/alexfedoseev/sourcebuster-js#readme', [
    ['http://statica.alexfedoseev.com/sourcebuster-js/?gclid=sMtH', '', { source: 'google', medium: 'cpc', clickId: 'sMtH' }],
    [
      'http://statica.alexfedoseev.com/sourcebuster-js/',
      'http://www.bing.com/search?q=apple&go=&qs=n&form=QBLH&pq=apple&sc=8-5&sp=-1&sk=&cvid=718ad07527244c319ecebf44aa261f64',
      { source: 'bing', medium: 'organic', phrase: 'apple' },
    ],
    ['http://statica.alexfedoseev.com/sourcebuster-js/', 'https://www.google.com', { source: 'google', medium: 'organic' }],
  ]),
  ...own([
    // Case and encoding.
    [`${PAGE}?UTM_SOURCE=Yandex&Utm_Medium=CPC`, '', { source: 'yandex', medium: 'cpc', rule: 'marks' }],
    [`${PAGE}?utm_source=yandex&utm_campaign=Brand_MSK`, '', { campaign: 'Brand_MSK' }],
    [`${PAGE}?utm_term=%D0%BA%D1%83%D0%BF%D0%B8%D1%82%D1%8C+%D0%BE%D0%BA%D0%BD%D0%B0`, '', { term: 'купить окна' }],
    [`${PAGE}?utm_term=%EA%F3%EF%E8%F2%FC+%EE%EA%ED%E0`, '', { term: 'купить окна' }],
    [`${PAGE}?utm_term=%25D0%25BE%25D0%25BA%25D0%25BD%25D0%25B0`, '', { term: 'окна' }],
    [`${PAGE}?utm_term=окна`, '', { term: 'окна' }],
    [`${PAGE}?utm_campaign=50%25off`, '', { campaign: '50%off' }],
    [`${PAGE}?utm_campaign=100%`, '', { campaign: '100%' }],
    [`${PAGE}?utm_campaign=%E0%A4%A`, '', { rule: 'marks' }],
    [`${PAGE}?utm_source=a&amp;utm_medium=cpc&amp;utm_campaign=b`, '', { source: 'a', medium: 'cpc', campaign: 'b' }],
    [`${PAGE}?id=1?utm_source=vk&utm_medium=cpc`, '', { source: 'vk', medium: 'cpc' }],
    [`${PAGE}?utm%5Fsource=vk`, '', { source: 'vk' }],
    [`${PAGE}?utm_source=%20vk%20`, '', { source: 'vk' }],
    // Duplicates: the first that says something.
    [`${PAGE}?utm_source=yandex&utm_source=google`, '', { source: 'yandex' }],
    [`${PAGE}?utm_source=&utm_source=google`, '', { source: 'google' }],
    [`${PAGE}?utm_campaign={campaign_id}&utm_campaign=77`, '', { campaign: '77' }],
    [`${PAGE}?utm_source=vk#utm_source=ok`, '', { source: 'vk' }],
    [`${PAGE}#/route?utm_source=ok&utm_medium=social`, '', { source: 'ok', medium: 'social', channel: 'Organic Social' }],
    // Macros.
    [`${PAGE}?utm_source={source}&utm_medium={source_type}`, 'https://yandex.ru/', { source: 'yandex', medium: 'organic', rule: 'search' }],
    [`${PAGE}?utm_source=yandex&utm_medium=cpc&utm_campaign=brand|{campaign_id}`, '', { campaign: 'brand|{campaign_id}' }],
    [`${PAGE}?utm_source=yandex&utm_content={ad_id}|{source}|{position}`, '', { content: null }],
    [`${PAGE}?utm_term=---autotargeting&utm_source=yandex`, '', { term: '---autotargeting' }],
    [`${PAGE}?utm_source=%%SOURCE%%`, '', { rule: 'direct' }],
    // Precedence.
    [
      `${PAGE}?utm_source=newsletter&utm_medium=email`,
      'https://yandex.ru/search/?text=a',
      { source: 'newsletter', rule: 'marks', phrase: 'a' },
    ],
    [`${PAGE}?utm_campaign=spring`, 'https://vk.com/', { source: 'vk', medium: 'social', campaign: 'spring', rule: 'marks' }],
    [`${PAGE}?utm_campaign=spring`, '', { source: '(not set)', medium: '(not set)', channel: 'Unassigned' }],
    [`${PAGE}?utm_medium=email`, 'https://partner.net/x', { source: 'partner.net', medium: 'email' }],
    [`${PAGE}?from=menu`, 'https://vk.com/', { source: 'vk', rule: 'social' }],
    [`${PAGE}?from=catalog`, 'https://example.com/', { source: 'catalog', rule: 'from' }],
    [`${PAGE}?from=2024-01-01`, '', { rule: 'direct' }],
    [`${PAGE}?from=partner&yclid=1`, '', { source: 'yandex', rule: 'click-id' }],
    [
      `${PAGE}?_openstat=direct.yandex.ru%3B1%3B2%3Byandex.ru%3Aguarantee&yclid=9`,
      '',
      { source: 'yandex', medium: 'cpc', campaign: '1', content: '2', clickId: '9', rule: 'openstat' },
    ],
    [`${PAGE}?_openstat=not-base-64!`, '', { rule: 'direct' }],
    [
      `${PAGE}?_openstat=bWFya2V0LnlhbmRleC5ydTvQnNCw0LPQsNC30LjQvTvQotC-0LLQsNGAO2E`,
      '',
      { source: 'yandex.market', medium: 'cpc', campaign: 'Магазин', content: 'Товар', channel: 'Paid Shopping' },
    ],
    // A referrer that a redirect lost.
    [`${PAGE}?utm_referrer=https%3A%2F%2Fvk.com%2Fwall1`, '', { source: 'vk', medium: 'social', rule: 'social', referrerHost: 'vk.com' }],
    [`${PAGE}?utm_referrer=yandex.ru`, 'https://example.com/', { source: 'yandex', medium: 'organic', rule: 'search' }],
    [`${PAGE}?utm_referrer=https%3A%2F%2Fvk.com%2F`, 'https://dzen.ru/a/1', { source: 'dzen', rule: 'social' }],
    [`${PAGE}?utm_referrer=`, '', { rule: 'direct' }],
    // Secrets leave the landing page's address.
    [`${PAGE}cabinet?token=abc&utm_source=x&email=a%40b.c#top`, '', { landing: '/cabinet?utm_source=x' }],
    ['/relative/path?a=1', '', { landing: '/relative/path?a=1', rule: 'direct' }],
    ['not a url at all', 'https://vk.com/', { source: 'vk', rule: 'social' }],
    ['', '', { rule: 'direct' }],
    ['data:text/html,hello', '', { rule: 'direct', landing: '' }],
  ]),
]
