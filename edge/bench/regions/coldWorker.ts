import { createRegionTable } from '../../regions/regionTable.ts'

interface Env {
  ASSETS: { fetch(url: string): Promise<Response> }
}

/** A worker whose every request starts from nothing, as the first one of an isolate does, and counts what it loads. */
const worker = {
  async fetch(request: Request, env: Env): Promise<Response> {
    let bytes = 0
    let fetches = 0
    const table = createRegionTable({
      now: () => Date.now(),
      async fetchAsset(path) {
        const response = await env.ASSETS.fetch(`https://assets.invalid${path}`)
        if (!response.ok) return null
        const body = await response.arrayBuffer()
        fetches++
        bytes += body.byteLength
        return body
      },
    })
    const address = new URL(request.url).searchParams.get('ip') ?? ''
    const region = address ? await table.lookup(address) : null
    return Response.json({ region, bytes, fetches })
  },
}

export { worker as default }
