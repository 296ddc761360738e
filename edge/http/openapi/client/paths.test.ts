import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createApp } from '../../../app.ts'
import { documentMark, generateClient } from '../../../dev/generateClient.ts'
import type { Services } from '../../../services.ts'
import { openapiDocument } from '../openapiDocument.ts'

const CLIENT = join(import.meta.dirname, 'paths.ts')
/** As every deployment has it: no route asks for its services before it is called. */
const document = JSON.stringify(openapiDocument(createApp({} as Services).routes, { server: 'https://edge.example.com' }), null, 2)
const { ROTARY_CLIENT: wish, ROTARY_SOAK: soak } = process.env

test.runIf(wish === 'write')('the client is made anew', { timeout: 300_000 }, async () => {
  writeFileSync(CLIENT, await generateClient(document))
})

test('the client is made of the document as it is now', async () => {
  const [made] = readFileSync(CLIENT, 'utf8').split('\n')
  expect(made, 'run npm run openapi:client and commit what it writes').toBe(await documentMark(document))
})

test.runIf(soak)('and is what openapi-typescript makes of it', { timeout: 300_000 }, async () => {
  expect(readFileSync(CLIENT, 'utf8')).toBe(await generateClient(document))
})
