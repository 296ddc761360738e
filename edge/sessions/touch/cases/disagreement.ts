import type { Touch } from '../touch.ts'

/** One pair on which a referee and we differ. */
export interface Disagreement {
  url: string
  referrer: string
  touch: Touch
  /** Source, medium and campaign as the referee names them. */
  answer: { source: string; medium: string; campaign?: string }
}

/** Why we differ, and which pairs the reason covers. */
export interface Reason {
  why: string
  covers(pair: Disagreement): boolean
}

/** The list for people: every pair under its reason; throws where a pair has none. */
export function listByReason({ title, reasons, pairs }: { title: string; reasons: Reason[]; pairs: Disagreement[] }): string {
  const groups = Map.groupBy(pairs, (pair) => {
    const reason = reasons.find(({ covers }) => covers(pair))
    if (!reason) throw new Error(`no reason to disagree on ${pair.url} from "${pair.referrer}": ${JSON.stringify(pair.answer)}`)
    return reason.why
  })
  const name = (touch: { source: string; medium: string; campaign?: string | null }) =>
    [touch.source, touch.medium, ...(touch.campaign ? [touch.campaign] : [])].join(' / ')
  const sections = [...groups].map(
    ([why, members]) =>
      `## ${why}\n\n${members.map(({ url, referrer, touch, answer }) => `- \`${url}\` from \`${referrer}\`: they say ${name(answer)}, we ${name(touch)}`).join('\n')}\n`,
  )
  return `# ${title}\n\n${sections.join('\n')}`
}
