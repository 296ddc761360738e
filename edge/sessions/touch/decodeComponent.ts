/** Percent-decoding that never fails: UTF-8, else windows-1251 (old Russian sites), else the text as it is. A twice encoded value is decoded twice. */
export function decodeComponent(text: string): string {
  const once = decodeOnce(text.replaceAll('+', ' '))
  return FULLY_ENCODED.test(once) ? decodeOnce(once) : once
}

/** Every `%` starts an escape and some escape stands for a non-ASCII byte or a space: nobody writes `50%25 off` so. */
const FULLY_ENCODED = /^(?=.*%(?:[89A-F][0-9A-F]|20))(?:[^%]|%[0-9A-F]{2})*$/i

function decodeOnce(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return decodeBytes(text)
  }
}

function decodeBytes(text: string): string {
  return text.replace(/(?:%[0-9A-F]{2})+/gi, (escapes) => {
    const bytes = Uint8Array.from(escapes.slice(1).split('%'), (hex) => Number.parseInt(hex, 16))
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    } catch {
      return new TextDecoder('windows-1251').decode(bytes)
    }
  })
}
