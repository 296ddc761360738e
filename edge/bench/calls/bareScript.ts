import { Redis } from '@upstash/redis/cloudflare'

/** The least that a worker must do to answer a route from Redis: one GET by the production driver. What routing is held against. */
const handler = {
  async fetch(request: Request, env: { URL: string; TOKEN: string }): Promise<Response> {
    const redis = new Redis({ url: env.URL, token: env.TOKEN, automaticDeserialization: false, retry: false })
    await request.text()
    return Response.json({ action: 'forward', destination: await redis.get('route') })
  },
}
export { handler as default }
