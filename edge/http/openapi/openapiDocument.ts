import { type ConversionConfig, toJsonSchema } from '@valibot/to-json-schema'
import type * as v from 'valibot'
import { MomentSchema } from '../answers.ts'
import { type Operation, operationOf } from './documented.ts'

interface Route {
  path: string
  method: string
  handler: unknown
}

type Json = Record<string, unknown>

const ERROR = { $ref: '#/components/responses/Error' }

/** OpenAPI 3.1 of all routes that are marked by `documented`, from the schemas that they read with. */
export function openapiDocument(routes: readonly Route[], { server }: { server: string }): Json {
  const paths: Record<string, Json> = {}
  const tags = new Set<string>()
  for (const { path, method, handler } of routes) {
    const operation = operationOf(handler)
    if (!operation) continue
    tags.add(operation.tag)
    const template = path.replaceAll(/:(\w+)(\{[^}]*\})?/g, '{$1}')
    ;(paths[template] ??= {})[method.toLowerCase()] = operationObject(operation, template)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rotary',
      version: '1',
      description: 'Call tracking that a company runs itself. Lists are paged by `limit` and `cursor`; POST takes an `Idempotency-Key`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: server }],
    tags: [...tags].map((name) => ({ name, description: name })),
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'An API key, `rk_…`' } },
      responses: {
        Error: {
          description: 'Refused: `error.code` is stable, `error.message` is for people',
          content: { 'application/json': { schema: ERROR_SCHEMA } },
        },
      },
    },
  }
}

const ERROR_SCHEMA = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', 'requestId'],
      properties: { code: { type: 'string' }, message: { type: 'string' }, requestId: { type: 'string' } },
    },
  },
}

function operationObject(operation: Operation, template: string): Json {
  const { id, summary, tag, query, body, takes, answer, gives, status = 200, access = 'key' } = operation
  const inPath = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))
  const inQuery = query ? parametersOf(query) : []
  const content = contentOf(answer, gives)
  return {
    operationId: id,
    summary,
    tags: [tag],
    security: access === 'key' ? [{ key: [] }] : [{}],
    ...(inPath.length + inQuery.length > 0 && { parameters: [...inPath, ...inQuery] }),
    ...((body || takes) && {
      requestBody: { required: true, content: { [takes ?? 'application/json']: { schema: body ? jsonSchema(body) : { type: 'string' } } } },
    }),
    responses: { [status]: { description: summary, ...(content && { content }) }, '4XX': ERROR, '5XX': ERROR },
  }
}

function contentOf(answer: v.GenericSchema | undefined, gives: string[] | undefined): Json | null {
  if (gives) return Object.fromEntries(gives.map((type) => [type, { schema: { type: 'string' } }]))
  return answer ? { 'application/json': { schema: jsonSchema(answer) } } : null
}

function parametersOf(query: v.GenericSchema): Json[] {
  const { properties = {}, required = [] } = jsonSchema(query) as { properties?: Record<string, Json>; required?: string[] }
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: required.includes(name), schema }))
}

/** Moments are dates within and text on the wire; checks that JSON Schema cannot tell are told by the route's refusals. */
const CONVERSION: ConversionConfig = {
  errorMode: 'ignore',
  typeMode: 'input',
  overrideSchema: ({ valibotSchema }) =>
    valibotSchema === (MomentSchema.pipe[0] as unknown) ? { type: 'string', format: 'date-time' } : undefined,
}

function jsonSchema(schema: v.GenericSchema): Json {
  const { $schema: _, ...rest } = toJsonSchema(schema, CONVERSION)
  return rest
}
