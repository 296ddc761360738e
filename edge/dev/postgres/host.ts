import { startLoopbackServer } from '../loopbackServer.ts'
import { serveLauncher } from '../launcher/serveLauncher.ts'
import { databaseUrlOf } from './databaseUrlOf.ts'
import { createNeonGateway } from './neonGateway.ts'
import { openPglite } from './openPglite.ts'

export interface PostgresHostOptions {
  dir: string
  password: string
}

export interface PostgresHostValue {
  /** For `connect()`. */
  databaseUrl: string
}

serveLauncher<PostgresHostValue>(async (options) => {
  const { dir, password } = options as PostgresHostOptions
  const database = await openPglite(dir)
  const gateway = await startLoopbackServer(createNeonGateway({ database, password }))
  return {
    value: { databaseUrl: databaseUrlOf({ port: gateway.port, password }) },
    async stop() {
      await gateway.stop()
      await database.close()
    },
  }
})
