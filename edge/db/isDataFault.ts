/** What was said makes no sense, whoever is asked: trying again cannot help. */
export class DataFault extends Error {}

/** Runs a pure step; whatever it throws is a fault of its data. */
export function refusing<Result>(step: () => Result): Result {
  try {
    return step()
  } catch (cause) {
    throw new DataFault(String(cause), { cause })
  }
}

/** Whether the data are at fault: a pure step failed on them, or Postgres refused them (SQLSTATE classes 22, 23 and 42804). */
export function isDataFault(error: unknown): boolean {
  for (let fault: unknown = error; fault instanceof Error; fault = fault.cause) {
    const code: unknown = Reflect.get(fault, 'code')
    if (fault instanceof DataFault || (typeof code === 'string' && /^(22|23|42804)/.test(code))) return true
  }
  return false
}
