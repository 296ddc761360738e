import type { KnownSource } from './knownSource.ts'

const place = (source: string, hosts: readonly string[], names: readonly string[] = [], apps: readonly string[] = []): KnownSource => ({
  source,
  kind: 'maps',
  hosts,
  names,
  apps,
})

/** Maps, company directories and review sites. Maps of Google and Yandex are told by their hosts and paths. */
export const MAPS_AND_DIRECTORIES: readonly KnownSource[] = [
  place(
    'google maps',
    ['maps.app.goo.gl', 'goo.gl/maps', 'business.site'],
    [
      'google-maps',
      'google_maps',
      'googlemaps',
      'gmb',
      'gbp',
      'google-business',
      'google_business',
      'google_my_business',
      'google my business',
      'googlebusiness',
    ],
    ['com.google.android.apps.maps'],
  ),
  place(
    'yandex maps',
    [],
    ['yandex-maps', 'yandex_maps', 'yandexmaps', 'yamaps', 'ya_maps', 'yandex.maps', 'yandex_business'],
    ['ru.yandex.yandexmaps', 'ru.yandex.yandexnavi'],
  ),
  place(
    '2gis',
    ['2gis.ru', '2gis.com', '2gis.kz', '2gis.ae', '2gis.kg', '2gis.uz', '2gis.by', 'link.2gis.ru', 'link.2gis.com', 'go.2gis.com'],
    ['2gis.ru', '2гис', 'dgis', 'doublegis'],
    ['ru.dublgis.dgismobile'],
  ),
  place('apple maps', ['maps.apple.com', 'beta.maps.apple.com'], ['apple-maps', 'apple_maps']),
  place('bing maps', ['bing.com/maps']),
  place('openstreetmap', ['openstreetmap.org']),
  place('foursquare', ['foursquare.com']),
  place('yelp', ['yelp.com', 'yelp.co.uk', 'yelp.ca', 'yelp.de', 'yelp.fr'], ['yelp.com'], ['com.yelp.android']),
  place('tripadvisor', ['tripadvisor.com', 'tripadvisor.ru', 'tripadvisor.co.uk'], ['tripadvisor.com']),
  place('zoon', ['zoon.ru', 'zoon.com.ua', 'zoon.kz'], ['zoon.ru']),
  place('flamp', ['flamp.ru'], ['flamp.ru']),
  place('prodoctorov', ['prodoctorov.ru'], ['prodoctorov.ru']),
  place('docdoc', ['docdoc.ru', 'sberhealth.ru'], ['docdoc.ru']),
  place('napopravku', ['napopravku.ru'], ['napopravku.ru']),
  place('otzovik', ['otzovik.com'], ['otzovik.com']),
  place('yell', ['yell.ru', 'yell.com'], ['yell.ru', 'yell.com']),
  place('orgpage', ['orgpage.ru']),
  place('spravker', ['spravker.ru']),
  place('rusprofile', ['rusprofile.ru']),
  place('profi.ru', ['profi.ru']),
  place('yandex services', ['uslugi.yandex.ru', 'yandex.ru/uslugi'], ['yandex_uslugi', 'yandex-uslugi']),
  place('yellow pages', ['yellowpages.com']),
]
