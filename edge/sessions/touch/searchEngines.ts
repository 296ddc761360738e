import type { KnownSource } from './knownSource.ts'

const engine = (source: string, hosts: readonly string[], phrase: readonly string[], more: Partial<KnownSource> = {}): KnownSource => ({
  source,
  kind: 'search',
  hosts,
  phrase,
  ...more,
})

/** Google and Yandex, whose domains are many, have files of their own. */
export const SEARCH_ENGINES: readonly KnownSource[] = [
  engine('google', ['googleapis.com/auth/chrome-content-suggestions'], ['q'], {
    apps: ['com.google.android.googlequicksearchbox', 'com.google.android.apps.searchlite'],
    names: ['googleads', 'google-ads', 'google_ads', 'google ads', 'adwords', 'google.adwords', 'google.com', 'google.ru', 'ggl', 'g_ads'],
  }),
  engine('yandex', [], ['text'], {
    apps: ['ru.yandex.searchplugin', 'com.yandex.browser', 'com.yandex.searchapp'],
    names: [
      'ya', 'yandex.ru', 'ya.ru', 'yandex-direct', 'yandex_direct', 'yandexdirect', 'yandex.direct', 'yandex direct', 'ya-direct', 'ya_direct',
      'yadirect', 'ya.direct', 'direct.yandex.ru', 'direct', 'yandex_search', 'yandex-search', 'yandex_rsya', 'rsya', 'яндекс',
    ],
  }),
  engine('bing', ['bing.com', 'search.msn.com', 'live.com/search'], ['q'], { apps: ['com.microsoft.bing'], names: ['bingads', 'bing-ads', 'bing_ads', 'microsoft', 'microsoft-ads', 'microsoft_ads'] }),
  engine('yahoo', ['search.yahoo.com', 'search.yahoo.co.jp', 'yahoo.com', 'yahoo.co.jp'], ['p', 'q'], { names: ['yahoo!'] }),
  engine('mail.ru', ['go.mail.ru', 'search.mail.ru'], ['q'], { names: ['mail', 'mailru', 'go.mail.ru'] }),
  engine('rambler', ['nova.rambler.ru', 'search.rambler.ru', 'r0.ru'], ['query', 'words'], { names: ['rambler.ru'] }),
  engine('duckduckgo', ['duckduckgo.com', 'start.duckduckgo.com'], ['q'], { apps: ['com.duckduckgo.mobile.android'], names: ['ddg'] }),
  engine('baidu', ['baidu.com'], ['wd', 'word', 'kw']),
  engine('naver', ['search.naver.com', 'm.search.naver.com'], ['query']),
  engine('daum', ['search.daum.net', 'm.search.daum.net'], ['q']),
  engine('seznam', ['search.seznam.cz', 'seznam.cz'], ['q']),
  engine('sogou', ['sogou.com', 'sougou.com'], ['query', 'keyword']),
  engine('360.cn', ['so.com', 'so.360.cn'], ['q']),
  engine('ecosia', ['ecosia.org'], ['q'], { names: ['ecosia.org'] }),
  engine('qwant', ['qwant.com'], ['q']),
  engine('brave', ['search.brave.com'], ['q']),
  engine('startpage', ['startpage.com', 'ixquick.com'], ['query', 'q']),
  engine('ask', ['ask.com', 'search.ask.com'], ['q', 'ask']),
  engine('aol', ['search.aol.com', 'aolsearch.com', 'aol.com'], ['q', 'query']),
  engine('kagi', ['kagi.com'], ['q']),
  engine('swisscows', ['swisscows.com', 'swisscows.ch'], ['query']),
  engine('mojeek', ['mojeek.com', 'mojeek.co.uk'], ['q']),
  engine('nigma', ['nigma.ru'], ['s']),
  engine('sputnik', ['sputnik.ru'], ['q']),
  engine('petal search', ['petalsearch.com'], ['query', 'q']),
  engine('yep', ['yep.com'], ['q']),
  engine('lycos', ['search.lycos.com', 'lycos.com'], ['q', 'query']),
  engine('coccoc', ['coccoc.com'], ['query', 'q']),
  engine('ukr.net', ['search.ukr.net'], ['q']),
  engine('meta.ua', ['meta.ua'], ['q']),
]
