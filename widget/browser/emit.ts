/** Tells listeners on `document`; `false` when one of them prevented it. */
export const emit = (event: string, detail?: object): boolean =>
  document.dispatchEvent(new CustomEvent(`rotary:${event}`, { detail, cancelable: true }))
