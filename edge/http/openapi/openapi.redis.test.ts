import { createConfig, lintFromString } from '@redocly/openapi-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasRedisServer } from '../../dev/redis/startTestRedis.ts'
import { createTestServices, type TestServices } from '../../dev/testServices.ts'

describe.skipIf(!hasRedisServer)('the API’s document', () => {
  let it: TestServices
  let text: string
  beforeAll(async () => {
    it = await createTestServices()
    it.services.config.publicUrl = 'https://edge.company.com'
    text = await (await it.app.request('/openapi.json')).text()
  }, 60_000)
  afterAll(() => it.stop())

  test('passes Redocly’s linter with its recommended rules', async () => {
    const config = await createConfig({ extends: ['recommended'] })
    const problems = await lintFromString({ source: text, config, absoluteRef: 'openapi.json' })
    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual([])
  })

  test('knows every route that takes a key', () => {
    const { paths } = JSON.parse(text) as { paths: Record<string, Record<string, unknown>> }
    const keyed = it.app.routes
      .filter(
        ({ path, method }) => method !== 'ALL' && /^\/v1\/(?!settings|leases|beacons|hooks|amp|previews\/(open|try|targets))/.test(path),
      )
      .map(({ path, method }) => [path.replaceAll(/:(\w+)(\{[^}]*\})?/g, '{$1}'), method.toLowerCase()] as const)
    expect(keyed.filter(([path, method]) => !paths[path]?.[method])).toEqual([])
  })

  test('names each operation once', () => {
    const { paths } = JSON.parse(text) as { paths: Record<string, Record<string, { operationId: string }>> }
    const ids = Object.values(paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId))
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.length).toBeGreaterThan(30)
  })

  test('is shown to people without anything from elsewhere', async () => {
    const page = await (await it.app.request('/docs')).text()
    expect(page).toContain('POST /v1/webhooks')
    expect(page).not.toMatch(/(src|href)="http/)
  })
})
