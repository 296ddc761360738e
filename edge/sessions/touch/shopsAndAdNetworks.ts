import type { KnownSource } from './knownSource.ts'

const shop = (source: string, hosts: readonly string[], names: readonly string[] = []): KnownSource => ({
  source,
  kind: 'shopping',
  hosts,
  names,
})
const ads = (source: string, hosts: readonly string[]): KnownSource => ({ source, kind: 'ads', hosts })

/** Shopping and classifieds sites, and hosts that serve advertisements. */
export const SHOPS_AND_AD_NETWORKS: readonly KnownSource[] = [
  shop(
    'yandex.market',
    ['market.yandex.ru', 'm.market.yandex.ru', 'market.yandex.by', 'market.yandex.kz'],
    ['yandex-market', 'yandex_market', 'yandexmarket', 'market.yandex.ru', 'ya_market'],
  ),
  shop('ozon', ['ozon.ru'], ['ozon.ru']),
  shop('wildberries', ['wildberries.ru', 'wb.ru'], ['wb', 'wildberries.ru']),
  shop('avito', ['avito.ru'], ['avito.ru']),
  shop('megamarket', ['megamarket.ru', 'sbermegamarket.ru'], ['sbermegamarket', 'megamarket.ru']),
  shop('aliexpress', ['aliexpress.com', 'aliexpress.ru', 'aliexpress.us'], ['aliexpress.com']),
  shop(
    'amazon',
    ['amazon.com', 'amazon.co.uk', 'amazon.de', 'amazon.fr', 'amazon.it', 'amazon.es', 'amazon.ca', 'amazon.co.jp', 'amazon.in'],
    ['amazon.com', 'amazon_ads'],
  ),
  shop('ebay', ['ebay.com', 'ebay.co.uk', 'ebay.de'], ['ebay.com']),
  shop('etsy', ['etsy.com'], ['etsy.com']),
  shop('walmart', ['walmart.com'], ['walmart.com']),
  shop('alibaba', ['alibaba.com', '1688.com'], ['alibaba.com']),
  shop('google shopping', ['shopping.google.com'], ['google-shopping', 'google_shopping', 'googleshopping', 'googlebase']),
  shop('price.ru', ['price.ru']),
  shop('shopzilla', ['shopzilla.com']),
  shop('mercadolibre', ['mercadolibre.com', 'mercadolibre.com.ar', 'mercadolibre.com.mx']),
  ads('google', ['googleadservices.com', 'googlesyndication.com', 'doubleclick.net', 'adservice.google.com']),
  ads('yandex', [
    'an.yandex.ru',
    'yabs.yandex.ru',
    'yabs.yandex.by',
    'yabs.yandex.kz',
    'yabs.yandex.com',
    'yabs.yandex.ua',
    'bs.yandex.ru',
  ]),
  ads('vk', ['ads.vk.com', 'target.my.com', 'ad.mail.ru', 'rs.mail.ru', 'trk.mail.ru']),
]
