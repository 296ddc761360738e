import { Hono, type Context } from 'hono'
import * as v from 'valibot'
import type { AppEnv } from '../app.ts'
import { callerKeys } from '../calls/callerKeys.ts'
import { E164Schema } from '../contract.ts'
import { RotaryError } from '../errors.ts'
import { accountAccess } from '../http/accountAccess.ts'
import { documented } from '../http/openapi/documented.ts'
import { exportPerson } from './exportPerson.ts'
import { forgetPerson } from './forgetPerson.ts'
import { storeWhatWaits } from './storeWhatWaits.ts'
import { callerTraces, isKnown } from './visitorTraces.ts'

/** `/v1/callers`: people by the number that they call from. */
export const callersRoutes = new Hono<AppEnv>()

callersRoutes.use(accountAccess)

callersRoutes.get(
  '/:e164/export',
  documented({
    id: 'exportCaller',
    tag: 'Visitors',
    summary: 'Everything that is kept about a caller, by table',
    answer: v.record(v.string(), v.array(v.record(v.string(), v.unknown()))),
  }),
  async (c) => {
    const { account, traces } = await person(c)
    return c.json(await exportPerson(c.var.services.db, { account, traces }))
  },
)

callersRoutes.delete(
  '/:e164',
  documented({
    id: 'forgetCaller',
    tag: 'Visitors',
    summary: 'Delete everything about a caller, his calls too. Answers how many rows went of each table',
    answer: v.record(v.string(), v.number()),
  }),
  async (c) => {
    const { services, principal } = c.var
    await storeWhatWaits(services, principal.account)
    const { account, caller, traces } = await person(c)
    const { masterKey } = services.config
    for (const key of await callerKeys(caller, { account, masterKey })) await services.hot.callers.forgetCaller(account, key)
    return c.json(await forgetPerson(services, { account, traces, calls: 'delete' }))
  },
)

async function person(c: Context<AppEnv>) {
  const { db } = c.var.services
  const { account } = c.var.principal
  const parsed = v.safeParse(E164Schema, c.req.param('e164'))
  const traces = parsed.success ? await callerTraces(db, { account, caller: parsed.output }) : null
  if (!parsed.success || !traces || !(await isKnown(db, { account, traces }))) throw new RotaryError('not_found', 'There is no such caller')
  return { account, caller: parsed.output, traces }
}
