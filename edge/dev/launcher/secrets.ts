import { randomBytes } from 'node:crypto'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LaunchProblem } from './launchProblem.ts'

export interface Secrets {
  /** Signs lease tokens and console cookies. */
  readonly tokenSecret: string
  /** Wraps the keys of connection credentials: base64 of 32 bytes. */
  readonly masterKey: string
  /** Opens the local Redis gateway. */
  readonly redisToken: string
  /** Opens the local Postgres gateway. */
  readonly databasePassword: string
  /** Signs the demo connection's webhooks. */
  readonly hookSecret: string
}

const hex = (bytes: number) => randomBytes(bytes).toString('hex')

/** Secrets of a data folder, made on its first start and kept for its owner's eyes only. */
export function readSecrets(dataFolder: string): Secrets {
  const file = join(dataFolder, 'secrets.json')
  let kept: Partial<Secrets> = {}
  try {
    kept = JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw new LaunchProblem(
        `${file} cannot be read: ${(error as Error).message}. Without it stored credentials are lost; mend it or start with --fresh.`,
      )
    }
  }
  const secrets: Secrets = {
    tokenSecret: kept.tokenSecret ?? hex(32),
    masterKey: kept.masterKey ?? randomBytes(32).toString('base64'),
    redisToken: kept.redisToken ?? hex(16),
    databasePassword: kept.databasePassword ?? hex(16),
    hookSecret: kept.hookSecret ?? hex(32),
  }
  writePrivately(file, secrets)
  return secrets
}

/** Writes a JSON file that only its owner can read. */
export function writePrivately(file: string, content: object): void {
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 })
  chmodSync(file, 0o600)
}
