/** Static assets as the region table wants them: bytes, or null where there are none. A folder's index page is none. */
export function assetFetcher(asset: (path: string) => Promise<Response>): (path: string) => Promise<ArrayBuffer | null> {
  return async (path) => {
    const response = await asset(path)
    return response.ok ? response.arrayBuffer() : null
  }
}
