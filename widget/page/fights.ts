import { emit } from '../browser/emit.ts'

/** A script that puts its own text back so often wins. */
const LIMIT = 50
const fights = new WeakMap<Node, number>()

export const isLost = (place: Node): boolean => fights.get(place)! > LIMIT

/** Counts that we wrote again in a place whose content had been replaced. */
export const countFight = (place: Node): void => {
  fights.set(place, -~fights.get(place)!)
  if (isLost(place)) emit('error', { code: 'fight' })
}
