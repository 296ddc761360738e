import type { E164, RegionCode, RouteId, SiteKey } from '../../edge/brands.ts'
import type { LeasedNumber, PublicSettings } from '../../edge/contract.ts'
import type {
  ParsedPreviewTry,
  PreviewOpenAnswer,
  PreviewOpened,
  PreviewSample,
  PreviewTargetAnswer,
  PreviewTryAnswer,
} from '../../edge/preview/previewContract.ts'
import { PreviewOpenSchema, PreviewTargetSchema, PreviewTrySchema } from '../../edge/preview/previewContract.ts'
import * as v from 'valibot'

/** What the stand-in says to previews instead of its own. */
export interface PreviewBehaviour {
  open?: (answer: PreviewOpened) => PreviewOpenAnswer
  try?: (request: ParsedPreviewTry, answer: PreviewSample) => PreviewTryAnswer
  target?: (e164: E164) => PreviewTargetAnswer
  /** Numbers of the company, wherever they stand. */
  tracking?: string[]
}

const number = (e164: string, national: string, international: string): LeasedNumber => ({ e164: e164 as E164, national, international })

/** By region and country of the target. */
export const SAMPLES: Record<string, Record<string, LeasedNumber>> = {
  'RU-MOW': { '7': number('+74990000001', '8 (499) 000-00-01', '+7 499 000-00-01') },
  'RU-SPE': { '7': number('+78120000002', '8 (812) 000-00-02', '+7 812 000-00-02') },
  'US-TX': { '1': number('+15125550102', '(512) 555-0102', '+1 512 555 0102') },
}
const WORDS: Record<string, { en: string; ru: string }> = {
  'RU-MOW': { en: 'Moscow', ru: 'Москва' },
  'RU-SPE': { en: 'Saint Petersburg', ru: 'Санкт-Петербург' },
  'RU-KDA': { en: 'Krasnodar', ru: 'Краснодар' },
  'US-TX': { en: 'Texas', ru: 'Техас' },
}

/** Answers a preview request by the contract; nothing where it does not keep it. */
export function answerPreview(
  what: string,
  { body, settings, behaviour }: { body: unknown; settings: PublicSettings; behaviour: PreviewBehaviour },
): object | undefined {
  if (what === 'open') return v.is(PreviewOpenSchema, body) ? open(settings, behaviour) : undefined
  if (what === 'targets') {
    const asked = v.safeParse(PreviewTargetSchema, body)
    if (!asked.success) return undefined
    const { e164 } = asked.output
    return behaviour.target?.(e164) ?? { reason: 'added', target: { e164, slot: e164, route: 'rou_1' as RouteId } }
  }
  const asked = v.safeParse(PreviewTrySchema, body)
  return asked.success ? sample(asked.output, { settings, behaviour }) : undefined
}

function open(settings: PublicSettings, behaviour: PreviewBehaviour): PreviewOpenAnswer {
  const answer: PreviewOpened = {
    reason: 'open',
    site: { key: settings.site as SiteKey, name: 'Windows' },
    expiresAt: Date.now() + 36e5,
    settings,
    targets: settings.targets.map((target) => ({ ...target, route: 'rou_1' as RouteId })),
    regions: Object.entries(WORDS).map(([code, name]) => ({
      code: code as RegionCode,
      name,
      slots: code in SAMPLES ? ['+74951234567'] : [],
    })),
    canAdd: true,
  }
  return behaviour.open?.(answer) ?? answer
}

function sample(
  asked: ParsedPreviewTry,
  { settings, behaviour }: { settings: PublicSettings; behaviour: PreviewBehaviour },
): PreviewTryAnswer {
  const region = (asked.region ?? 'RU-MOW') as RegionCode
  const nothing = asked.consent === 'none' && settings.beforeConsent === 'nothing'
  const slots = (asked.slots ?? settings.targets.map(({ e164, slot }) => ({ target: e164, slot }))).map(({ target, slot = target }) => {
    const country = target[1]!
    const found =
      Object.keys(SAMPLES).find((one) => one === region && SAMPLES[one]![country]) ??
      Object.keys(SAMPLES).find((one) => SAMPLES[one]![country])!
    const none = nothing || asked.pool === 'exhausted'
    return {
      target,
      slot,
      number: none ? null : SAMPLES[found]![country]!,
      status: none ? ('exhausted' as const) : ('leased' as const),
      how: none ? ('original' as const) : ('pool' as const),
      region: found as RegionCode,
    }
  })
  const { en, ru } = WORDS[region] ?? { en: region, ru: region }
  const source = asked.source || (asked.referrer ? new URL(asked.referrer).host : 'direct')
  const answer: PreviewSample = {
    reason: 'sample',
    region,
    regionBy: 'preview',
    source: { source, medium: asked.medium || 'none', campaign: asked.campaign || null },
    slots,
    trace: [
      { step: 'region', words: { en: `Region: ${en}.`, ru: `Регион: ${ru}.` } },
      { step: 'source', words: { en: `Source: ${source} / ${asked.campaign}.`, ru: `Источник: ${source} / ${asked.campaign}.` } },
      ...slots.map(({ slot, number }) => ({
        step: 'number' as const,
        slot,
        words: { en: `Shown: ${number?.national ?? 'the page’s own'}.`, ru: `Показан: ${number?.national ?? 'собственный'}.` },
      })),
    ],
    tracking: asked.seen.filter((one) => behaviour.tracking?.includes(one)),
  }
  return behaviour.try?.(asked, answer) ?? answer
}
