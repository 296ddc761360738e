import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../app.ts'
import { whoSignedIn } from '../console/signedIn.ts'
import { RotaryError } from '../errors.ts'
import { bearer, findPrincipalById } from '../http/bearer.ts'
import { readTicket } from './liveTicket.ts'

const withKey = bearer('admin', 'read')

/** Who may listen: by a key, by a ticket in the address, or signed in to the console. */
export const listener = createMiddleware<AppEnv>(async (c, next) => {
  if (c.req.header('authorization')) return withKey(c, next)
  const { services } = c.var
  const ticket = c.req.query('ticket')
  const key = ticket === undefined ? null : await readTicket(ticket, { now: services.clock(), secrets: services.config.tokenKeys })
  const principal = key ? await findPrincipalById(services, key) : ticket === undefined ? await whoSignedIn(c) : null
  if (!principal)
    throw new RotaryError(
      'unauthorized',
      ticket === undefined ? 'Send a key, a ticket or the cookie of the console' : 'This ticket is not valid any more',
    )
  if (principal.role === 'ingest') throw new RotaryError('forbidden', 'A key with the role ingest may not do this')
  c.set('principal', principal)
  return next()
})
