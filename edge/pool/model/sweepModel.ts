import type { SiteModel } from './siteModel.ts'

/** Removes what has expired. Nothing depends on when it runs: what is over no longer counts anyway. */
export function sweepModel(model: SiteModel, now: number): void {
  const { visitors, answers, limits, loads, listener } = model
  for (const [visitor, { expiresAt }] of visitors) {
    if (expiresAt >= now) continue
    visitors.delete(visitor)
    listener?.visitor(visitor)
  }
  for (const [id, { expiresAt }] of answers) {
    if (expiresAt >= now) continue
    answers.delete(id)
    listener?.answer(id)
  }
  for (const [key, { expiresAt }] of limits) {
    if (expiresAt >= now) continue
    limits.delete(key)
    listener?.limit(key)
  }
  for (const [hour, { expiresAt }] of loads) {
    if (expiresAt >= now) continue
    loads.delete(hour)
    listener?.load(hour)
  }
}
