import { HOUR, MINUTE } from '../../../clock.ts'
import type { Load, Rule } from './rule.ts'

const perHour = ({ busiestHour }: Load, ms: number): number => (busiestHour * ms) / HOUR

/**
 * The seed system: a number is free 15 minutes after its visitor left, the pool grows whenever it is short, a number that nobody was
 * shown for 14 days leaves, calls go to the last holder. Which free number it takes is not said; were it the longest rested one, no
 * number would ever lie idle for 14 days, so it is the first free one of the list.
 */
export const SEED_RULE: Rule = {
  name: 'seed rule',
  hold: 15 * MINUTE,
  choice: 'first',
  idleDays: 14,
  short: 'grow',
  size: () => 2,
  window: Infinity,
  lazy: false,
  filtersBots: false,
  source: 'the seed system as ROTATION.md describes it',
}

/** The same taking the longest rested number: more accurate, and never smaller than it once was. */
export const RESTED_SEED_RULE: Rule = { ...SEED_RULE, name: 'seed rule, longest rested first', choice: 'longest-rested' }

/** The same given what is ours: numbers asked for late, and bots kept out. What is left between them is rotation and attribution alone. */
export const HELPED_SEED_RULE: Rule = {
  ...SEED_RULE,
  name: 'seed rule, longest rested first, our asking and bot filter',
  choice: 'longest-rested',
  lazy: true,
  filtersBots: true,
}

/** Longest rested first with the last holder named, on a pool of a given size; the window is chosen afterwards. */
export const restRule = (size: Rule['size'], choice: Rule['choice'] = 'longest-rested'): Rule => ({
  name: choice === 'random' ? 'random free number' : 'longest rested, last holder',
  hold: 0,
  choice,
  idleDays: Infinity,
  short: 'share',
  size,
  window: Infinity,
  lazy: true,
  filtersBots: true,
  source: 'textbook, with our asking and our bot filter',
})

/**
 * Vendors' rules as their documents have them, each with its own size rule. What a document does not say is taken in the vendor's
 * favour: the longest rested number where no choice is named, sharing instead of refusing where nothing is said of a full pool, and our
 * bot detector. All of them swap when the page loads.
 */
export const PEER_RULES: Rule[] = [
  {
    name: 'CallScaler-like',
    hold: 30 * MINUTE,
    choice: 'random',
    idleDays: Infinity,
    short: 'original',
    size: (load) => Math.ceil((4 / 3) * perHour(load, 30 * MINUTE + load.visible)),
    window: Infinity,
    lazy: false,
    filtersBots: true,
    source: 'session 30 min from the last heartbeat, 15 concurrent → 20 numbers, random free number, backup number when full',
  },
  {
    name: 'UIS rule',
    hold: 30 * MINUTE,
    choice: 'longest-rested',
    idleDays: Infinity,
    short: 'share',
    size: (load) => Math.ceil((1.05 * load.sessionsPerDay * (30 * MINUTE + load.visible)) / (12 * HOUR)),
    window: Infinity,
    lazy: false,
    filtersBots: true,
    source: 'visitors ÷ (12 h · 60) · minutes held · 1.05 (its example: 10,000 a day, 5 min → 73), here with 30 min of reserve',
  },
  {
    name: 'CTM rule',
    hold: 0,
    choice: 'longest-rested',
    idleDays: Infinity,
    short: 'share',
    size: (load) => Math.ceil(load.sessionsPerDay / 20),
    window: Infinity,
    lazy: false,
    filtersBots: true,
    source: 'one number per 20 daily visitors',
  },
  {
    name: 'Roistat rule',
    hold: 0,
    choice: 'longest-rested',
    idleDays: Infinity,
    short: 'share',
    size: (load) => Math.ceil(perHour(load, 15 * MINUTE)),
    window: Infinity,
    lazy: false,
    filtersBots: true,
    source: 'visitors of the busiest hour with 15 min each (our reading)',
  },
  {
    name: 'Nimbata rule',
    hold: 0,
    choice: 'longest-rested',
    idleDays: Infinity,
    short: 'share',
    size: (load) => Math.max(1, Math.ceil(perHour(load, load.visible))),
    window: Infinity,
    lazy: false,
    filtersBots: true,
    source: 'peak hourly users ÷ (60 ÷ average session minutes)',
  },
  {
    name: 'CallRail-like',
    hold: 20 * MINUTE,
    choice: 'longest-rested',
    idleDays: Infinity,
    short: 'original',
    size: (load) => Math.max(4, Math.ceil(perHour(load, 20 * MINUTE + load.visible))),
    window: Infinity,
    lazy: false,
    filtersBots: true,
    source: 'number held about 20 min, starts with 4, swapping stops when the pool is empty; sized for its busiest hour',
  },
]
