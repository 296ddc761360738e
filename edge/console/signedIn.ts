import type { Context } from 'hono'
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../app.ts'
import { findPrincipalById, type Principal } from '../http/bearer.ts'

const COOKIE = 'rotary_console'
/** Seconds: a working day. */
const LIFE = 12 * 60 * 60

const secretOf = (c: Context<AppEnv>) => `${c.var.services.config.tokenKeys[0].secret}|console`

/** Remembers who signed in, by a signed cookie that holds the key's id and when it ends. */
export async function signIn(c: Context<AppEnv>, { key }: Principal): Promise<void> {
  const ends = c.var.services.clock() + LIFE * 1000
  const secure = c.var.services.config.publicUrl.startsWith('https:')
  await setSignedCookie(c, COOKIE, `${key}.${ends}`, secretOf(c), {
    // The live stream reads it too.
    path: '/',
    httpOnly: true,
    sameSite: 'Strict',
    secure,
    maxAge: LIFE,
  })
}

export function signOut(c: Context<AppEnv>): void {
  deleteCookie(c, COOKIE, { path: '/' })
}

/** Who sent the console's cookie, or null. */
export async function whoSignedIn(c: Context<AppEnv>): Promise<Principal | null> {
  const value = await getSignedCookie(c, secretOf(c), COOKIE)
  const [key, ends] = value ? value.split('.') : []
  return key && Number(ends) > c.var.services.clock() ? findPrincipalById(c.var.services, key) : null
}

/** Pages for people: who has not signed in is led to the sign-in page. */
export const signedIn = createMiddleware<AppEnv>(async (c, next) => {
  const principal = await whoSignedIn(c)
  if (!principal || principal.role === 'ingest') return c.redirect('/console/sign-in')
  c.set('principal', principal)
  return next()
})
