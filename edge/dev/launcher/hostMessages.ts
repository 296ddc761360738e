/** From the launcher to a host: `start` comes once, first. */
export type ToHost = { kind: 'start'; options: unknown } | { kind: 'stop' } | { kind: 'reload' }

/** From a host to the launcher. */
export type FromHost = { kind: 'ready'; value: unknown } | { kind: 'failed'; message: string } | { kind: 'died'; message: string }
