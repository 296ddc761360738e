import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { importMasterKeys } from '../crypto/envelope.ts'
import { connect } from '../db/client.ts'
import { rewrapSecrets } from './rewrapSecrets.ts'

const USAGE = `npm run credentials:rewrap
  Wraps every secret in Postgres by the newest key of MASTER_KEY ("new,old"), so that the old one can be taken out of use: credentials of
  connections, secrets of webhook endpoints, answers kept for an Idempotency-Key. It may run at any time and again. See
  docs/master-key.md.
  DATABASE_URL and MASTER_KEY say where and by what; without them those of \`npm start\` are taken, which must be running.`

async function settings(): Promise<{ databaseUrl: string; masterKey: string }> {
  const { DATABASE_URL, MASTER_KEY, ROTARY_DATA: data = '.rotary' } = process.env
  const read = async (file: string): Promise<Record<string, string>> =>
    readFile(join(data, file), 'utf8').then(
      (text) => JSON.parse(text) as Record<string, string>,
      () => ({}),
    )
  const databaseUrl = DATABASE_URL ?? (await read('engines.json'))['databaseUrl']
  const masterKey = MASTER_KEY ?? (await read('secrets.json'))['masterKey']
  if (!databaseUrl || !masterKey) throw new Error('No engines: start Rotary with `npm start`, or set DATABASE_URL and MASTER_KEY')
  return { databaseUrl, masterKey }
}

const { values } = parseArgs({ options: { help: { type: 'boolean', default: false } } })
if (values.help) console.log(USAGE)
else {
  try {
    const { databaseUrl, masterKey } = await settings()
    const keys = await importMasterKeys(masterKey)
    const { connections, webhooks, answers, closed } = await rewrapSecrets(connect(databaseUrl), keys)
    console.log(
      `Master key ${keys.current}: wrapped ${connections} connections, ${webhooks} webhook endpoints and ${answers} kept answers anew`,
    )
    if (closed.length) throw new Error(`No key that was given opens ${closed.join(', ')}`)
    console.log(keys.byId.size > 1 ? 'The older keys may be taken out of MASTER_KEY' : 'Everything is wrapped by it')
  } catch (error) {
    console.error((error as Error).message)
    process.exitCode = 1
  }
}
