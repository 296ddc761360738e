/** What a size rule may know of one pool's traffic. Sessions are those that ask for a number. */
export interface Load {
  sessionsPerDay: number
  /** Sessions in the busiest hour of the week, mean of the weeks. */
  busiestHour: number
  /** Mean visible time, ms. */
  visible: number
}

/** A way of rotating numbers other than ours. */
export interface Rule {
  name: string
  /** ms after a visitor left for which his number is not given to others. */
  hold: number
  /** `first`: the first free one of a list, so that surplus numbers lie idle. */
  choice: 'longest-rested' | 'random' | 'first'
  /** Days after its last display after which a number leaves the pool; Infinity = pools of a fixed size. */
  idleDays: number
  /** When no number is free. */
  short: 'grow' | 'share' | 'original'
  /** Numbers of a pool; where it grows, what it starts with. */
  size: (load: Load) => number
  /** ms after leaving for which the last holder is named; Infinity = always. */
  window: number
  /** Asks for a number only when it will be seen, as ours; else with the page. */
  lazy: boolean
  /** Keeps visits that the bot detector suspects from taking numbers, as ours. */
  filtersBots: boolean
  source: string
}
