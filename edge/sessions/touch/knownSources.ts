import { parse } from '@tryghost/referrer-parser'
import { ASSISTANTS } from './assistants.ts'
import { googleSource } from './googleSource.ts'
import type { KnownSource, SourceKind } from './knownSource.ts'
import { MAPS_AND_DIRECTORIES } from './mapsAndDirectories.ts'
import { MESSENGERS_AND_MAIL } from './messengersAndMail.ts'
import type { Referrer } from './readReferrer.ts'
import { SEARCH_ENGINES } from './searchEngines.ts'
import { SHOPS_AND_AD_NETWORKS } from './shopsAndAdNetworks.ts'
import { SOCIAL_NETWORKS } from './socialNetworks.ts'
import { yandexSource } from './yandexSource.ts'

const KNOWN: readonly KnownSource[] = [
  ...SEARCH_ENGINES,
  ...SOCIAL_NETWORKS,
  ...MESSENGERS_AND_MAIL,
  ...MAPS_AND_DIRECTORIES,
  ...ASSISTANTS,
  ...SHOPS_AND_AD_NETWORKS,
]

const byHost = new Map(KNOWN.flatMap((known) => known.hosts.map((host) => [host, known] as const)))
const byApp = new Map(KNOWN.flatMap((known) => (known.apps ?? []).map((app) => [app, known] as const)))
const byName = new Map(
  KNOWN.filter(({ kind }) => kind !== 'ads').flatMap((known) =>
    [known.source, ...(known.names ?? [])].map((name) => [name, known] as const),
  ),
)
/** Paths of hosts, longest first. */
const paths = [...byHost.keys()].filter((host) => host.includes('/')).sort((a, b) => b.length - a.length)

/** The known place that a referrer is: our own lists, then those of the referrer parser, which lack much but have a long tail. */
export function findKnownSource(referrer: Referrer): KnownSource | null {
  if (referrer.app) return byApp.get(referrer.host) ?? null
  return ownList(referrer) ?? googleSource(referrer) ?? yandexSource(referrer) ?? fromParser(referrer)
}

/** The kind of a source that marks name, by any name people give it or by its host. */
export function kindOfSource(source: string): SourceKind | null {
  const name = source.toLowerCase()
  const named = byName.get(name)
  if (named) return named.kind
  if (!/^[^\s/]+\.[a-z]{2,}$/.test(name)) return null
  const place = { host: name.replace(/^www\./, ''), fullHost: name, path: '/', query: '', app: false }
  return (ownList(place) ?? googleSource(place) ?? yandexSource(place))?.kind ?? null
}

function ownList({ host, path }: Referrer): KnownSource | null {
  const at = `${host}${path}`
  const withPath = paths.find((prefix) => at.startsWith(prefix) && /^(?:$|[/?#-])/.test(at.slice(prefix.length)))
  if (withPath) return byHost.get(withPath)!
  for (let domain = host; domain.includes('.'); domain = domain.slice(domain.indexOf('.') + 1)) {
    const known = byHost.get(domain)
    if (known && !ONLY_ITSELF.has(domain)) return known
    if (known && domain === host) return known
  }
  return null
}

/** Portals whose subdomains are other services. */
const ONLY_ITSELF = new Set([
  'yahoo.com',
  'yahoo.co.jp',
  'seznam.cz',
  'aol.com',
  'openai.com',
  'baidu.com',
  'mistral.ai',
  'meta.ua',
  'x.ai',
])

const KIND_OF_MEDIUM: Readonly<Record<string, SourceKind>> = { search: 'search', social: 'social', email: 'email', paid: 'ads' }

/**
 * Lives across requests: the parser sorts its whole list for each question, 0.3 ms, and sites have few referrers; browsers mostly send
 * their origin alone.
 */
const answers = new Map<string, KnownSource | null>()
const MOST_ANSWERS = 2000
const LONGEST = 200

function fromParser(referrer: Referrer): KnownSource | null {
  if (KNOWN_TO_NOBODY.test(referrer.fullHost)) return null
  const place = referrer.fullHost + referrer.path
  if (place.length > LONGEST) return askParser(referrer)
  let answer = answers.get(place)
  if (answer === undefined) {
    answer = askParser(referrer)
    if (answers.size >= MOST_ANSWERS) answers.clear()
    answers.set(place, answer)
  }
  return answer
}

/**
 * The parser matches by the beginning of the address, so that `t.company.com` passes for `t.co`: a match that does not need the host's
 * last letter is no match of the host.
 */
function askParser({ fullHost, path }: Referrer): KnownSource | null {
  const found = parse(`https://${fullHost}${path}`)
  const kind = KIND_OF_MEDIUM[found.referrerMedium ?? '']
  if (!kind || !found.referrerSource) return null
  const shortened = parse(`https://${fullHost.slice(0, -1)}/`)
  if (shortened.referrerMedium && shortened.referrerSource === found.referrerSource) return null
  return { source: found.referrerSource.toLowerCase(), kind, hosts: [], phrase: ['q', 'query', 'p', 'text', 'search', 'qs', 's'] }
}

/** Products of Google and Yandex that are not known sources, and addresses of no public host. */
const KNOWN_TO_NOBODY = /(?:^|\.)(?:google\.[a-z.]{2,6}|yandex\.[a-z.]{2,6}|ya\.ru)$|^[\d.:[\]]+$|^[^.]+$/
