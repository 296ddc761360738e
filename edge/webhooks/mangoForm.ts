import { type MangoSource, mangoCall } from '../calls/mangoCall.ts'

/** The address of a webhook as Mango Office forms it: a GET with the call's fields as query parameters, beside those that stand there. */
export function mangoAddress(url: string, data: Record<string, unknown>): string {
  const address = new URL(url)
  for (const [name, value] of Object.entries(mangoCall(data as unknown as MangoSource))) address.searchParams.set(name, String(value ?? ''))
  return address.href
}
