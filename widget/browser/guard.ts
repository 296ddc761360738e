import { emit } from './emit.ts'

let stopped: unknown

/** The widget leaves the page: nothing that is guarded runs after that. */
export const stop = (): void => {
  stopped = 1
  emit('stop')
}

const fault = (error: unknown): void => {
  emit('error', { code: 'fault', error })
}

/**
 * Stands round every entry point (listener, timer, observer, public call, promise): in a stranger's page nothing of ours may throw,
 * and nothing may be rejected.
 */
export const guard =
  <Args extends unknown[], Result>(fn: (...args: Args) => Result) =>
  (...args: Args): Result | undefined => {
    try {
      if (!stopped) {
        const result = fn(...args) as Promise<unknown> & Result
        return (result?.catch?.(fault) as Result) ?? result
      }
    } catch (error) {
      fault(error)
    }
    return undefined
  }
