import { parseArgs } from 'node:util'
import type { PreviewWish } from './askPreview.ts'
import { readArguments, type UnreadArguments } from './readArguments.ts'
import { DEMO } from './seed.ts'

export const PREVIEW_USAGE = `npm run preview -- <url> [--site pk_demo] [--hours 8] [--add]

Prints a link that opens a page in preview: which numbers would be swapped, and why, without giving any.
  <url>     the page, on any host: live, staging, localhost
  --site    public key of the site; the demo's by default
  --hours   for how long the link is good, 24 at most
  --add     whoever has the link may make numbers of the page targets
For an edge other than the demo's: ROTARY_EDGE is its address, ROTARY_KEY the key of an admin.`

export type PreviewArguments = { kind: 'make'; wish: PreviewWish } | UnreadArguments

/** What stands after `npm run preview --`. */
export function parsePreviewArguments(argv: string[]): PreviewArguments {
  const wrong = (problem: string): PreviewArguments => ({ kind: 'wrong', problem })
  const read = readArguments(() => parse(argv))
  if (read.kind !== 'read') return read
  const { values, positionals } = read
  const [url, ...more] = positionals
  if (url === undefined) return wrong('Say which page to preview.')
  if (more.length) return wrong('One page at a time. Quote an address that holds & or #.')
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url))
    return wrong(`${url} is no address of a page; write it as https://staging.example.com/`)
  const hours = Number(values.hours)
  if (!(hours > 0 && hours <= 24)) return wrong(`--hours ${values.hours} is no number of hours up to 24.`)
  return { kind: 'make', wish: { url, site: values.site, hours, canAdd: values.add } }
}

const parse = (argv: string[]) =>
  parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      site: { type: 'string', default: DEMO.siteKey },
      hours: { type: 'string', default: '8' },
      add: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
