import type { E164 } from '../../edge/brands.ts'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type {
  BeaconAnswer,
  LeaseAnswer,
  SlotAnswer,
  LeasedNumber,
  ParsedBeaconRequest,
  ParsedLeaseRequest,
  PublicSettings,
} from '../../edge/contract.ts'
import { BeaconRequestSchema, LeaseRequestSchema } from '../../edge/contract.ts'
import * as v from 'valibot'
import { readFile } from 'node:fs/promises'
import { bundles } from './bundle.ts'
import type { PreviewBehaviour } from './standInPreview.ts'
import { answerPreview } from './standInPreview.ts'

/** What the stand-in does instead of answering well. */
export type Trouble = 'hang' | 'reset' | { status?: number; type?: string; body: string; delay?: number }

export interface Behaviour {
  /** Stands behind every script but the floating core: its bytes are others then. */
  changed?: string
  settings?: Partial<PublicSettings>
  lease?: (request: ParsedLeaseRequest, answer: LeaseAnswer, nth: number) => LeaseAnswer | Trouble
  beacon?: (request: ParsedBeaconRequest, answer: BeaconAnswer, nth: number) => BeaconAnswer | Trouble
  preview?: PreviewBehaviour
}

export interface Seen {
  method: string
  path: string
  type: string | undefined
  body: never
}

const HEX = '0193aabbccddeeff0011223344556677'

/** Numbers that the stand-in gives, by target. */
export const GIVEN: Record<string, LeasedNumber> = {
  '+74951234567': number('+78127654321', '8 (812) 765-43-21', '+7 812 765-43-21'),
  '+12125550100': number('+15125550199', '(512) 555-0199', '+1 512 555 0199'),
  '+18003569377': number('+18885550123', '(888) 555-0123', '+1 888 555 0123'),
}
export const SECOND_NUMBER = number('+73431112233', '8 (343) 111-22-33', '+7 343 111-22-33')

function number(e164: string, national: string, international: string): LeasedNumber {
  return { e164: e164 as never, national, international }
}

/**
 * A small real HTTP server that answers by the wire contract: it checks every request with the edge's own schemas, and remembers all.
 */
export class StandInEdge {
  readonly seen: Seen[] = []
  /** Requests that did not keep the contract. */
  readonly malformed: string[] = []
  behaviour: Behaviour = {}
  /** Milliseconds that `until` waits. */
  patience = 10_000
  origin = ''
  private server: Server
  private waiters: (() => void)[] = []
  private hanging: ServerResponse[] = []

  constructor() {
    this.server = createServer((request, response) => void this.answer(request, response))
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    this.origin = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
    return this
  }

  async close(): Promise<void> {
    for (const response of this.hanging) response.destroy()
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  of(path: string): Seen[] {
    return this.seen.filter((one) => one.path.startsWith(path))
  }

  /** Resolves once so many requests to a path have come. */
  async until(path: string, count = 1): Promise<Seen[]> {
    while (this.of(path).length < count) {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`no request number ${count} to ${path}`)), this.patience)
        this.waiters.push(() => {
          clearTimeout(timer)
          resolve()
        })
      })
    }
    return this.of(path)
  }

  settings(): PublicSettings {
    return {
      site: 'pk_demo' as never,
      version: 1,
      edge: this.origin,
      enabled: true,
      targets: [
        { e164: '+74951234567' as never, slot: '+74951234567' },
        { e164: '+12125550100' as never, slot: '+12125550100' },
      ],
      beforeConsent: 'nothing',
      consentRequired: false,
      lazy: false,
      timeout: 1200,
      guardFlicker: 0,
      dataLayer: false,
      ...this.behaviour.settings,
    }
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString()
    const path = request.url!.split('?')[0]!
    let body: unknown
    try {
      body = text && JSON.parse(text)
    } catch {
      body = text
    }
    this.seen.push({ method: request.method!, path, type: request.headers['content-type'], body: body as never })
    response.setHeader('Access-Control-Allow-Origin', '*')
    if (path.startsWith('/w/')) {
      const script = (await bundles()).get('rotary.js')!.replace('__ROTARY_SETTINGS__', () => JSON.stringify(this.settings()))
      response.setHeader('Content-Type', 'text/javascript; charset=utf-8').end(script)
    } else if (path === '/naive.js') {
      const script = await readFile(new URL('naiveSwapper.js', import.meta.url), 'utf8')
      response.setHeader('Content-Type', 'text/javascript; charset=utf-8').end(script.replace('{{EDGE}}', this.origin))
    } else if (path === '/v1/previews/open.js') {
      const answer = this.preview('open', Object.fromEntries(new URL(request.url!, this.origin).searchParams))
      response.setHeader('Content-Type', 'text/javascript; charset=utf-8').end(`export const answer = ${JSON.stringify(answer)}`)
    } else if (path.endsWith('.js')) {
      const script = (await bundles()).get(path.split('/').at(-1)!)?.concat(this.behaviour.changed ?? '')
      response
        .setHeader('Content-Type', 'text/javascript; charset=utf-8')
        .writeHead(script ? 200 : 404)
        .end(script)
    } else if (path.startsWith('/v1/settings/')) this.send(response, this.settings())
    else if (path === '/v1/leases') this.lease(response, body)
    else if (path === '/v1/beacons') this.beacon(response, body)
    else if (path.startsWith('/v1/previews/')) {
      const answer = this.preview(path.split('/').at(-1)!, body)
      if (answer) this.send(response, answer)
      else this.refuse(response, 'no preview request', body)
    } else response.writeHead(404).end()
    for (const waiter of this.waiters.splice(0)) waiter()
  }

  private preview(what: string, body: unknown): object | undefined {
    return answerPreview(what, { body, settings: this.settings(), behaviour: this.behaviour.preview ?? {} })
  }

  private lease(response: ServerResponse, body: unknown): void {
    const parsed = v.safeParse(LeaseRequestSchema, body)
    if (!parsed.success) return this.refuse(response, parsed.issues[0].message, body)
    const request = parsed.output
    const answer: LeaseAnswer = {
      reason: 'leased',
      session: request.session ?? (`ses_${HEX}` as never),
      visitor: request.visitor ?? (`vis_${HEX}` as never),
      slots: request.slots.map(({ target, slot = target }): SlotAnswer => {
        const given = GIVEN[target]
        return given
          ? { target: target as E164, slot, reason: 'leased', number: given, shared: false }
          : { target: target as E164, slot, reason: 'unknown-target', shared: false }
      }),
      token: 'token' as never,
      safeUntil: 75_000,
      beacon: 30_000,
      settings: 1,
    }
    this.send(response, this.behaviour.lease?.(request, answer, this.of('/v1/leases').length) ?? answer)
  }

  private beacon(response: ServerResponse, body: unknown): void {
    const parsed = v.safeParse(BeaconRequestSchema, body)
    if (!parsed.success) return this.refuse(response, parsed.issues[0].message, body)
    const answer: BeaconAnswer = {
      reason: 'kept',
      slots: this.settings().targets.map(({ e164, slot }) => ({ target: e164, slot, status: 'kept', shared: false })),
      safeUntil: 75_000,
      beacon: 30_000,
    }
    this.send(response, this.behaviour.beacon?.(parsed.output, answer, this.of('/v1/beacons').length) ?? answer)
  }

  private refuse(response: ServerResponse, why: string, body: unknown): void {
    this.malformed.push(`${why}: ${JSON.stringify(body)}`)
    response.writeHead(400).end(why)
  }

  private send(response: ServerResponse, answer: object | Trouble): void {
    if (answer === 'hang') this.hanging.push(response)
    else if (answer === 'reset') response.destroy()
    else if ('body' in answer && !('slots' in answer)) {
      const { status = 200, type = 'application/json', body, delay = 0 } = answer as Exclude<Trouble, string>
      setTimeout(() => response.writeHead(status, { 'Content-Type': type }).end(body), delay)
    } else response.setHeader('Content-Type', 'application/json').end(JSON.stringify(answer))
  }
}
