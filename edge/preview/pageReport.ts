import * as v from 'valibot'
import { SiteKeySchema } from '../contract.ts'

export const PageCheckSchema = v.strictObject({
  site: SiteKeySchema,
  /** A page of one of the site's origins. */
  url: v.pipe(v.string(), v.maxLength(2000)),
})

/**
 * Why a page was not read: `not-of-the-site` its origin is none of the site's · `blocked` the edge calls no such address · `redirected`
 * it leads away from the site, or in a circle · `unreachable` no answer · `slow` none in time · `refused` it answered with an error ·
 * `not-html` · `too-large`.
 */
export const PAGE_PROBLEMS = [
  'not-of-the-site',
  'blocked',
  'redirected',
  'unreachable',
  'slow',
  'refused',
  'not-html',
  'too-large',
] as const

/** Why an occurrence stays as it is: see widget/page/nodes.ts. */
export const KEPT_BECAUSE = [
  'head',
  'structured-data',
  'script',
  'style',
  'form-value',
  'editable',
  'ignored',
  'microdata',
  'href-only',
  'other-link',
] as const
export type KeptBecause = (typeof KEPT_BECAUSE)[number]

const Occurrence = {
  target: v.string(),
  slot: v.string(),
  /** `text`, or the attribute's name. */ where: v.string(),
  /** As the page has it. */ text: v.string(),
}

export const PageReportSchema = v.variant('kind', [
  v.object({
    kind: v.literal('read'),
    /** After redirects. */
    url: v.string(),
    /** Tags of ours in the page's source. */
    tags: v.array(
      v.object({
        /** Null: a pinned version without `data-rotary-site`. */
        site: v.nullable(v.string()),
        src: v.string(),
        /** Of this very site. */
        own: v.boolean(),
        /** From this edge. */
        here: v.boolean(),
      }),
    ),
    /** `one` of this site · `none` · `several` · `foreign` of other sites only. */
    verdict: v.picklist(['one', 'none', 'several', 'foreign']),
    /** A tag manager is on the page, which may put the tag in: only a browser can tell. */
    tagManager: v.boolean(),
    swaps: v.array(v.object(Occurrence)),
    kept: v.array(v.object({ ...Occurrence, why: v.picklist(KEPT_BECAUSE) })),
    /** Targets that are not in the page's source. */
    missing: v.array(v.string()),
    /** More was found than is listed. */
    more: v.boolean(),
  }),
  v.object({ kind: v.literal('problem'), reason: v.picklist(PAGE_PROBLEMS), /** For people. */ problem: v.string() }),
])
export type PageReport = v.InferOutput<typeof PageReportSchema>
export type PageRead = Extract<PageReport, { kind: 'read' }>
