/** Custom parameters of the session, set by `rotary.set`. */
export const params: Record<string, string> = {}
