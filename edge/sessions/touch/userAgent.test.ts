import { describe, expect, it } from 'vitest'
import { deviceClass } from './deviceClass.ts'
import { isBot } from './isBot.ts'

const CHROME = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'

describe('deviceClass', () => {
  it.each([
    [CHROME, 'desktop'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15', 'desktop'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0', 'desktop'],
    ['Mozilla/5.0 (X11; CrOS x86_64 16000.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36', 'desktop'],
    ['Mozilla/5.0 (SMART-TV; Linux; Tizen 8.0) AppleWebKit/537.36 (KHTML, like Gecko) TV Safari/537.36', 'desktop'],
    ['Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/108 Safari/537.36 WebAppManager', 'desktop'],
    [IPHONE, 'mobile'],
    [
      'Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1 Mobile/15E148 Safari/604.1',
      'mobile',
    ],
    ['Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36', 'mobile'],
    ['Mozilla/5.0 (Linux; Android 14; SM-X910) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36', 'mobile'],
    ['Opera/9.80 (Android; Opera Mini/36.2/119.132; U; en) Presto/2.12.423 Version/12.16', 'mobile'],
    ['', 'desktop'],
  ] as const)('takes %s for %s', (userAgent, device) => {
    expect(deviceClass(userAgent)).toBe(device)
  })
})

describe('isBot', () => {
  it.each([
    ['a browser', { userAgent: CHROME, automated: false }, false],
    ['a telephone', { userAgent: IPHONE, automated: false, cf: {} }, false],
    [
      'a browser that Cloudflare finds human',
      { userAgent: CHROME, automated: false, cf: { botManagement: { verifiedBot: false, score: 99 }, verifiedBotCategory: '' } },
      false,
    ],
    ['a browser that Cloudflare only suspects', { userAgent: CHROME, automated: false, cf: { botManagement: { score: 20 } } }, false],
    ['navigator.webdriver', { userAgent: CHROME, automated: true }, true],
    ['no user agent', { userAgent: ' ', automated: false }, true],
    ['a search robot', { userAgent: 'Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)', automated: false }, true],
    ['a headless browser', { userAgent: CHROME.replace('Chrome/', 'HeadlessChrome/'), automated: false }, true],
    ['a program', { userAgent: 'curl/8.5.0', automated: false }, true],
    ['a verified bot behind a browser’s name', { userAgent: CHROME, automated: false, cf: { botManagement: { verifiedBot: true } } }, true],
    ['a verified bot’s category', { userAgent: CHROME, automated: false, cf: { verifiedBotCategory: 'Search Engine Crawler' } }, true],
    ['what Cloudflare is certain of', { userAgent: CHROME, automated: false, cf: { botManagement: { score: 1 } } }, true],
  ] as const)('judges %s', (_who, request, bot) => {
    expect(isBot(request)).toBe(bot)
  })
})
