/** Reading `window.localStorage` itself throws where storage is blocked, so each access is tried anew. */
export function readStorage(area: 'localStorage' | 'sessionStorage', key: string): string {
  try {
    return window[area].getItem(key) || ''
  } catch {
    return ''
  }
}

/** An empty value removes the key. */
export function writeStorage(area: 'localStorage' | 'sessionStorage', key: string, value: string): void {
  try {
    if (value) window[area].setItem(key, value)
    else window[area].removeItem(key)
  } catch {
    // Blocked, full or partitioned storage is normal: memory has it.
  }
}
