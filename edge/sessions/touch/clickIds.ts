import type { Parameters } from './readParameters.ts'
import type { ClickNetwork } from './touch.ts'

interface ClickDefaults {
  parameter: string
  network: ClickNetwork
  source: string
  medium: string
  /** The parameter tells of the click without naming it. */
  anonymous?: true
  /** Put on unpaid links too, so it proves no payment. */
  unpaid?: true
}

const ad = (parameter: string, network: ClickNetwork, source: string, medium = 'cpc'): ClickDefaults => ({
  parameter,
  network,
  source,
  medium,
})

/**
 * Click ids and what a visit with nothing else on it counts as, strongest first. `fbclid` is put on every outgoing link of Facebook and
 * Instagram, paid or not, hence `social`. `dclid` is of display advertising. `srsltid` and `ysclid` mark unpaid results of Google and
 * Yandex, `yqrid` a scanned QR code.
 */
const CLICK_IDS: readonly ClickDefaults[] = [
  ad('gclid', 'google-ads', 'google'),
  ad('gbraid', 'google-ads', 'google'),
  ad('wbraid', 'google-ads', 'google'),
  ad('yclid', 'yandex-direct', 'yandex'),
  ad('msclkid', 'microsoft-ads', 'bing'),
  ad('ttclid', 'tiktok', 'tiktok'),
  ad('twclid', 'x', 'twitter'),
  ad('rb_clickid', 'vk-ads', 'vk'),
  ad('vkclid', 'vk-ads', 'vk'),
  ad('li_fat_id', 'linkedin', 'linkedin'),
  ad('sccid', 'snapchat', 'snapchat'),
  ad('epik', 'pinterest', 'pinterest'),
  ad('rdt_cid', 'reddit', 'reddit'),
  ad('qclid', 'quora', 'quora'),
  ad('ymclid', 'yandex-market', 'yandex.market'),
  ad('yzclid', 'yandex-promopages', 'yandex'),
  ad('dclid', 'google-marketing-platform', 'google', 'display'),
  { ...ad('gad_source', 'google-ads', 'google'), anonymous: true },
  { ...ad('fbclid', 'meta', 'facebook', 'social'), unpaid: true },
  { ...ad('srsltid', 'google-merchant', 'google', 'organic'), unpaid: true },
  { ...ad('ysclid', 'yandex-search', 'yandex', 'organic'), unpaid: true },
  { ...ad('yqrid', 'yandex-qr', 'yandex', 'qr'), unpaid: true },
]

export interface Click extends ClickDefaults {
  id: string | null
}

/**
 * The click id of this visit. An address that was copied with its click id and shared again carries several: then the one whose
 * network is also the referrer counts, else the strongest.
 */
export function findClick(parameters: Parameters, referrerSource: string | null): Click | null {
  const found = CLICK_IDS.filter(({ parameter }) => parameters.has(parameter))
  const chosen = found.find(({ source }) => source === referrerSource) ?? found[0]
  return chosen ? { ...chosen, id: chosen.anonymous ? null : parameters.get(chosen.parameter)! } : null
}
