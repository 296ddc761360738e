import type { SiteKey } from '../brands.ts'
import type { PublicTarget } from '../contract.ts'
import { decodeEntities } from './decodeEntities.ts'
import type { KeptBecause, PageRead } from './pageReport.ts'
import { GAP, searchable, targetPattern } from './targetPattern.ts'

const MOST_BYTES = 2 * 1024 * 1024
/** Most pages have some thousands. Thirty thousand take a second of a processor. */
const MOST_ELEMENTS = 30_000
const MOST_LISTED = 200

/** The page is larger than what a check reads. */
export class PageTooLarge extends Error {}

/** Elements within which a line of text goes on, attributes that people see or hear, as widget/page/nodes.ts has them. */
const INLINE = /^([abisu]|em|font|mark|nobr|small|strong|su[bp]|t?span)$/
const ATTRIBUTES = ['href', 'title', 'alt', 'aria-label', 'data-rotary-target']
const VOID = /^(area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/
const TAG_MANAGER = /googletagmanager\.com\/gtm\.js|mc\.yandex\.ru\/metrika\/tag_manager|tealiumiq\.com|assets\.adobedtm\.com/
const gap = new RegExp(`^${GAP}$`)

/** One open element. */
interface Open {
  name: string
  /** The element that holds the line of text. */
  line: object
  /** Why nothing in it is swapped. */
  kept: KeptBecause | null
  hrefOnly: boolean
}

/**
 * What the widget would find in a page, read as it streams by, without a browser: the tag, the targets in any notation, and those that
 * stay as they are. What scripts make of the page later it cannot know. Runs in workerd only (HTMLRewriter).
 */
export async function readPage(
  response: Response,
  { site, targets, edge, url }: { site: SiteKey; targets: readonly PublicTarget[]; edge: string; url: string },
): Promise<PageRead> {
  const found = new Findings(targets)
  const tags: PageRead['tags'] = []
  const stack: Open[] = [{ name: '#document', line: {}, kept: null, hrefOnly: false }]
  let elements = 0
  let tagManager = false
  let text = ''

  const source = limitedSource(response)
  const rewriter = new HTMLRewriter()
    .on('*', {
      element(element) {
        if (++elements > MOST_ELEMENTS) return source.stop()
        const name = element.tagName.toLowerCase()
        // Once: each question crosses into the parser.
        const attributes = new Map<string, string>([...element.attributes] as [string, string][])
        if (name === 'body') closeTo(stack, 'head')
        const parent = stack.at(-1)!
        const kept = parent.kept ?? ownReason(name, attributes)
        const open: Open = {
          name,
          line: INLINE.test(name) || VOID.test(name) ? parent.line : {},
          kept,
          hrefOnly: parent.hrefOnly || attributes.has('data-rotary-href-only'),
        }
        if (name === 'script') {
          const src = attributes.get('src')
          const tag = src && tagOf(decodeEntities(src), { url, edge, site, pinned: attributes.get('data-rotary-site') ?? null })
          if (tag) tags.push(tag)
          if (src && TAG_MANAGER.test(src)) tagManager = true
        }
        for (const attribute of ATTRIBUTES) {
          const value = attributes.get(attribute)
          if (value && /\d|&#/.test(value)) found.attribute(attribute, decodeEntities(value), open)
        }
        if (VOID.test(name)) return
        try {
          // A start without an end is closed by the end of what it stands in.
          element.onEndTag(() => closeTo(stack, name))
          stack.push(open)
        } catch {
          // `<path/>` in a drawing has no content, and the rewriter says so by a fault.
        }
      },
    })
    .onDocument({
      text(chunk) {
        if (elements > MOST_ELEMENTS) return
        text += chunk.text
        if (!chunk.lastInTextNode) return
        const open = stack.at(-1)!
        if (open.name === 'script' && TAG_MANAGER.test(text)) tagManager = true
        found.text(decodeEntities(text), open)
        text = ''
      },
      end: () => found.flush(),
    })

  try {
    await drain(rewriter.transform(new Response(source.stream, { headers: { 'Content-Type': 'text/html' } })))
  } catch (error) {
    // What the rewriter itself holds is limited too: elements within elements.
    if (!/memory limit/i.test(String(error))) throw error
    source.stop()
  }
  await source.ended()
  const { swaps, kept, more } = found
  const seen = new Set([...swaps, ...kept].map(({ target }) => target))
  return {
    kind: 'read',
    url,
    tags,
    verdict: verdictOf(tags),
    tagManager,
    swaps,
    kept,
    missing: targets.flatMap(({ e164 }) => (seen.has(e164) ? [] : [e164])),
    more,
  }
}

function closeTo(stack: Open[], name: string): void {
  const at = stack.findLastIndex((open) => open.name === name)
  if (at > 0) stack.length = at
}

function ownReason(name: string, attributes: Map<string, string>): KeptBecause | null {
  if (name === 'script') return attributes.get('type')?.toLowerCase() === 'application/ld+json' ? 'structured-data' : 'script'
  if (name === 'style') return 'style'
  if (name === 'head' || name === 'title') return 'head'
  if (name === 'textarea') return 'form-value'
  if (attributes.has('contenteditable')) return 'editable'
  if (attributes.has('data-rotary-ignore')) return 'ignored'
  const described = attributes.has('itemprop') && !attributes.has('itemscope') && !attributes.has('content')
  return described ? 'microdata' : null
}

function tagOf(
  src: string,
  { url, edge, site, pinned }: { url: string; edge: string; site: SiteKey; pinned: string | null },
): PageRead['tags'][number] | null {
  const address = URL.parse(src, url)
  const [, key] = /\/w\/(pk_[A-Za-z0-9]{3,40})\.js$/.exec(address?.pathname ?? '') ?? []
  if (!address || (!key && !/\/w\/\d[^/]*\/rotary\.js$/.test(address.pathname))) return null
  const named = key ?? pinned
  return { site: named, src: address.href.slice(0, 300), own: named === site, here: address.href.startsWith(`${edge}/`) }
}

function verdictOf(tags: PageRead['tags']): PageRead['verdict'] {
  if (tags.length > 1) return 'several'
  const [tag] = tags
  return tag ? (tag.own ? 'one' : 'foreign') : 'none'
}

/** Targets in runs of text, as widget/page/scan.ts reads them. */
class Findings {
  readonly swaps: PageRead['swaps'] = []
  readonly kept: PageRead['kept'] = []
  more = false
  readonly #targets: { e164: string; slot: string; pattern: RegExp }[]
  #run = ''
  #open: Open | null = null

  constructor(targets: readonly PublicTarget[]) {
    this.#targets = targets.map((target) => ({ e164: target.e164, slot: target.slot, pattern: targetPattern(target) }))
  }

  text(value: string, open: Open): void {
    const isPart = /[\d٠-٩۰-۹０-９]/.test(value)
    if (this.#run && ((!isPart && !gap.test(value.slice(0, 64))) || open.line !== this.#open?.line)) this.flush()
    if (!isPart && !this.#run) return
    this.#open ??= open
    this.#run += value
  }

  flush(): void {
    const open = this.#open
    if (open && this.#run.length > 6) this.#find('text', this.#run, open.kept ?? (open.hrefOnly ? 'href-only' : null))
    this.#run = ''
    this.#open = null
  }

  attribute(name: string, value: string, open: Open): void {
    const other = name === 'href' && !/^(tel|sms|callto):/i.test(value.trim())
    this.#find(name, value, open.kept ?? (other ? 'other-link' : null))
  }

  #find(where: string, value: string, why: KeptBecause | null): void {
    const plain = searchable(value)
    for (const { e164: target, slot, pattern } of this.#targets) {
      for (const [match] of plain.matchAll(pattern)) {
        if (this.swaps.length + this.kept.length >= MOST_LISTED) this.more = true
        else if (why) this.kept.push({ target, slot, where, text: match.slice(0, 60), why })
        else this.swaps.push({ target, slot, where, text: match.slice(0, 60) })
      }
    }
  }
}

/**
 * A page as far as it is read: to its end, to `MOST_BYTES`, whatever it declares and however it is packed, or until `stop`. Faults are told
 * by `ended`: thrown inside the rewriter they come out as others, and workerd logs them.
 */
function limitedSource(response: Response) {
  const reader = response.body?.getReader() as ReadableStreamDefaultReader<Uint8Array> | undefined
  let bytes = 0
  let fault: unknown = null
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
        bytes += value?.byteLength ?? 0
        if (bytes > MOST_BYTES) fault ??= new PageTooLarge()
        if (done || fault) controller.close()
        else controller.enqueue(value!)
      } catch (error) {
        fault ??= error
        controller.close()
      }
    },
  })
  return {
    stream,
    stop: () => void (fault ??= new PageTooLarge()),
    async ended(): Promise<void> {
      if (!fault) return
      await reader?.cancel().catch(() => undefined)
      throw fault
    },
  }
}

async function drain(response: Response): Promise<void> {
  const reader = response.body?.getReader()
  while (reader && !(await reader.read()).done);
}
