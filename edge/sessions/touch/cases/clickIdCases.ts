import { documented, own, PAGE, type SourceCase } from './sourceCase.ts'

const GCLID = 'Cj0KCQjwiMmwBhDmARIsABeQ7xRJWGVfm8Tw5EtQbxSiM8dXrCjhqs0D0YBNs-JQ7k_C5D0bqGoOBdQaAvwBEALw_wcB'
const FBCLID = 'IwAR2F4-dbP0l7Mn1IawQQGCINEz7PYXQvwjNwB_qa2ofrHyiLjcbCRxTDMgk'

export const clickIdCases: SourceCase[] = [
  ...documented('https://ok-digital.space/en/webanalytics/advertising-platform-click-identifiers', [
    [
      `http://ok-digital.space/?gclid=${GCLID}`,
      '',
      { source: 'google', medium: 'cpc', clickId: GCLID, clickNetwork: 'google-ads', channel: 'Paid Search', rule: 'click-id' },
    ],
    [
      `http://ok-digital.space/?utm_source=google&utm_medium=cpc&gclid=${GCLID}`,
      '',
      { source: 'google', medium: 'cpc', clickId: GCLID, clickNetwork: 'google-ads', rule: 'marks' },
    ],
  ]),
  ...documented('https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/fbp-and-fbc/', [
    [
      `https://example.com/?fbclid=${FBCLID}`,
      '',
      { source: 'facebook', medium: 'social', clickId: FBCLID, clickNetwork: 'meta', channel: 'Organic Social', rule: 'click-id' },
    ],
    [`https://www.example.org/?fbclid=${FBCLID}`, 'https://l.facebook.com/', { source: 'facebook', clickId: FBCLID }],
    [
      `https://www.example.org/?fbclid=${FBCLID}`,
      'https://l.instagram.com/',
      { source: 'instagram', medium: 'social', clickId: FBCLID, clickNetwork: 'meta' },
    ],
  ]),
  ...documented('https://help.ads.microsoft.com/apex/index/3/en/60125', [
    [
      'https://example.com/foo?a=b&msclkid=Example-123#xyz',
      '',
      {
        source: 'bing',
        medium: 'cpc',
        clickId: 'Example-123',
        clickNetwork: 'microsoft-ads',
        channel: 'Paid Search',
        landing: '/foo?a=b&msclkid=Example-123',
      },
    ],
    ['https://example.com/foo?msclkid=Example-123#xyz', '', { source: 'bing', medium: 'cpc', clickId: 'Example-123' }],
    ['http://www.example.com/?msclkid=Example-123', 'https://www.bing.com/', { source: 'bing', medium: 'cpc', clickId: 'Example-123' }],
    ['http://www.example.com/?parameter=1&msclkid=Example-123', '', { source: 'bing', clickNetwork: 'microsoft-ads' }],
    ['http://www.example.com/?parameter=1&msclkid=Example-123#bookmark', '', { source: 'bing', clickId: 'Example-123' }],
  ]),
  ...documented('https://linkutm.com/glossary/msclkid', [
    ['https://linkutm.com/?msclkid=a1b2c3d4e5f6g7h8', '', { source: 'bing', medium: 'cpc', clickId: 'a1b2c3d4e5f6g7h8' }],
  ]),
  ...documented('https://support.google.com/google-ads/answer/13327296', [
    [
      'https://example.com/foo?a=b&gad_source=1#xyz',
      '',
      { source: 'google', medium: 'cpc', clickId: null, clickNetwork: 'google-ads', channel: 'Paid Search', rule: 'click-id' },
    ],
  ]),
  ...documented('https://support.google.com/google-ads/answer/16193746', [
    [
      'https://example.com/foo?a=b&gad_source=1&gad_campaignid=21406817394&gbraid=0AAAAAC',
      '',
      { source: 'google', medium: 'cpc', campaign: '21406817394', clickId: '0AAAAAC', clickNetwork: 'google-ads' },
    ],
  ]),
  ...documented('https://yandex.ru/support/metrica/en/general/source-tags', [
    [
      'https://example.com/?yclid=123',
      '',
      { source: 'yandex', medium: 'cpc', clickId: '123', clickNetwork: 'yandex-direct', channel: 'Paid Search', rule: 'click-id' },
    ],
    [
      'https://example.com/?ymclid=123',
      '',
      { source: 'yandex.market', medium: 'cpc', clickId: '123', clickNetwork: 'yandex-market', channel: 'Paid Shopping' },
    ],
    [
      'https://example.com/?ysclid=a1bc2',
      '',
      { source: 'yandex', medium: 'organic', clickId: 'a1bc2', clickNetwork: 'yandex-search', channel: 'Organic Search' },
    ],
    ['https://example.com/?gclid=123', '', { source: 'google', medium: 'cpc', clickId: '123', channel: 'Paid Search' }],
    ['https://example.com/?yqrid=abc', '', { source: 'yandex', clickId: 'abc', clickNetwork: 'yandex-qr' }],
    ['https://example.com/?yzclid=123', '', { source: 'yandex', medium: 'cpc', clickId: '123', clickNetwork: 'yandex-promopages' }],
  ]),
  ...documented('https://ihads.ru/schetchik-klikov-po-ssylke-dlya-dle.html', [
    ['http://www.site.ru/?gclid=1234', '', { source: 'google', medium: 'cpc', clickId: '1234' }],
    ['http://www.site.ru/?ymclid=5678', '', { source: 'yandex.market', clickId: '5678' }],
    ['http://www.site.ru/?yclid=98765', '', { source: 'yandex', medium: 'cpc', clickId: '98765' }],
    ['http://www.site.ru/?fbclid=13570', '', { source: 'facebook', clickId: '13570' }],
  ]),
  ...documented('https://callibri.ru/blog/chto-takoe-yclid-v-yandex', [
    [
      'https://example.com/?yclid=1234567890',
      'https://yandex.ru/',
      { source: 'yandex', medium: 'cpc', clickId: '1234567890', rule: 'click-id' },
    ],
  ]),
  ...documented('https://www.simoahava.com/analytics/common-mistakes-click-identifiers', [
    [`${PAGE}?wbraid=abc`, '', { source: 'google', medium: 'cpc', clickNetwork: 'google-ads' }],
    [`${PAGE}?gbraid=abc`, '', { source: 'google', medium: 'cpc', clickNetwork: 'google-ads' }],
    [`${PAGE}?li_fat_id=abc`, '', { source: 'linkedin', medium: 'cpc', clickNetwork: 'linkedin', channel: 'Paid Social' }],
    [`${PAGE}?ttclid=abc`, '', { source: 'tiktok', medium: 'cpc', clickNetwork: 'tiktok', channel: 'Paid Video' }],
    [`${PAGE}?twclid=abc`, '', { source: 'twitter', medium: 'cpc', clickNetwork: 'x', channel: 'Paid Social' }],
    [`${PAGE}?ScCid=abc`, '', { source: 'snapchat', medium: 'cpc', clickNetwork: 'snapchat', channel: 'Paid Social' }],
    [`${PAGE}?dclid=abc`, '', { source: 'google', medium: 'display', clickNetwork: 'google-marketing-platform', channel: 'Display' }],
  ]),
  ...documented('https://docs.dataflysignal.com/identity/click-ids', [
    [
      'https://shop.example.com/products/headphones?gclid=CjwKCAjw&fbclid=IwAR3x',
      '',
      { source: 'google', medium: 'cpc', clickId: 'CjwKCAjw' },
    ],
    [
      'https://shop.example.com/products/headphones?gclid=CjwKCAjw&fbclid=IwAR3x',
      'https://m.facebook.com/',
      { source: 'facebook', medium: 'social', clickId: 'IwAR3x' },
    ],
    [`${PAGE}?epik=dj0y`, '', { source: 'pinterest', medium: 'cpc', clickId: 'dj0y', clickNetwork: 'pinterest' }],
  ]),
  ...documented('https://affbuddy.com/glossary-click-id', [
    [
      'https://affbuddy.com/playbook-tracking-setup?fbclid=IwAR3xK8&utm_source=facebook',
      '',
      { source: 'facebook', medium: 'social', rule: 'marks', clickId: 'IwAR3xK8' },
    ],
  ]),
  ...documented('https://ads.vk.com/en/help/articles/click_links', [
    [
      'https://ads.vk.com?utm_source=vkads&utm_medium=cpc&utm_campaign=123&utm_content=456&rb_clickid=789',
      '',
      { source: 'vkads', medium: 'cpc', campaign: '123', content: '456', clickId: '789', clickNetwork: 'vk-ads', channel: 'Paid Social' },
    ],
    [
      'https://ads.vk.com?utm_source=vkads&utm_medium=cpc&utm_campaign={{campaign_id}}&utm_content={{banner_id}}',
      '',
      { source: 'vkads', medium: 'cpc', campaign: null, content: null },
    ],
  ]),
  ...documented('https://support.google.com/merchants/answer/15191080', [
    [
      `${PAGE}product?srsltid=AfmBOopQ`,
      '',
      { source: 'google', medium: 'organic', clickNetwork: 'google-merchant', channel: 'Organic Search' },
    ],
  ]),
  ...own([
    [`${PAGE}?rb_clickid=1`, '', { source: 'vk', medium: 'cpc', clickNetwork: 'vk-ads', channel: 'Paid Social' }],
    [`${PAGE}?vkclid=1`, 'https://vk.com/', { source: 'vk', medium: 'cpc', clickNetwork: 'vk-ads' }],
    [`${PAGE}?rdt_cid=1`, '', { source: 'reddit', medium: 'cpc', clickNetwork: 'reddit' }],
    [`${PAGE}?qclid=1`, '', { source: 'quora', medium: 'cpc', clickNetwork: 'quora' }],
    [`${PAGE}?GCLID=AbC`, '', { source: 'google', clickId: 'AbC' }],
    [`${PAGE}?yclid=`, '', { rule: 'direct', clickId: null }],
    [`${PAGE}?yclid=&yclid=7`, '', { rule: 'click-id', clickId: '7' }],
    [`${PAGE}?gclid={gclid}`, '', { rule: 'direct', clickId: null }],
    [`${PAGE}?ysclid=x1`, 'https://yandex.ru/', { source: 'yandex', medium: 'organic', rule: 'click-id', clickId: 'x1' }],
    [`${PAGE}?yclid=1&ysclid=2`, 'https://yandex.ru/', { source: 'yandex', medium: 'cpc', clickId: '1' }],
    [`${PAGE}?srsltid=x`, 'https://www.google.com/', { source: 'google', medium: 'organic', channel: 'Organic Search' }],
    [`${PAGE}?srsltid=x&gclid=y`, 'https://www.google.com/', { source: 'google', medium: 'cpc', clickId: 'y' }],
    [
      `${PAGE}?fbclid=x&utm_source=newsletter&utm_medium=email`,
      'https://l.facebook.com/',
      { source: 'newsletter', medium: 'email', channel: 'Email', clickId: 'x' },
    ],
    [`${PAGE}?fbclid=x&utm_source=newsletter`, '', { source: 'newsletter', medium: '(not set)' }],
    [`${PAGE}?fbclid=x&utm_source=ig&utm_medium=paid`, '', { source: 'ig', medium: 'paid', channel: 'Paid Social' }],
    [`${PAGE}?gclid=x&utm_campaign=brand`, '', { source: 'google', medium: 'cpc', campaign: 'brand', rule: 'marks' }],
    [`${PAGE}?yclid=x&utm_term=окна`, '', { source: 'yandex', medium: 'cpc', term: 'окна', rule: 'marks' }],
    [`${PAGE}?gclid=x&utm_source=bing`, '', { source: 'bing', medium: 'cpc', rule: 'marks', clickNetwork: 'google-ads' }],
    [`${PAGE}#gclid=x`, '', { source: 'google', medium: 'cpc', clickId: 'x' }],
    [`${PAGE}?gclid=x`, 'https://example.com/other', { source: 'google', medium: 'cpc', rule: 'click-id' }],
    [`${PAGE}?gad_source=1`, 'https://www.google.com/', { source: 'google', medium: 'cpc' }],
  ]),
]
