import { emit } from '../hooks.ts'

/** Another script that puts its own text back within this time, so many times in a row, wins. */
const GAP = 3000
const LIMIT = 10

const fights = new WeakMap<Node, { count: number; at: number }>()
let told = false

export const isLost = (place: Node): boolean => (fights.get(place)?.count || 0) > LIMIT

/** Counts that we wrote again in a place whose content had been replaced. */
export function countFight(place: Node): void {
  const now = Date.now()
  const before = fights.get(place)
  fights.set(place, { count: before && now - before.at < GAP ? before.count + 1 : 1, at: now })
  if (isLost(place) && !told) {
    told = true
    emit('error', { code: 'fight' })
  }
}
