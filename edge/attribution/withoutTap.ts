import type { NumberHistory } from '../pool/holder.ts'

/** The same past as if nobody had tapped: what attribution would have said of a call whose caller a tap gives away. */
export const withoutTap = (history: NumberHistory): NumberHistory => ({
  ...history,
  holders: history.holders.map((holder) => (holder.tappedAt === null ? holder : { ...holder, tappedAt: null })),
})
