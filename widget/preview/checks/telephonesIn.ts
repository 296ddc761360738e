/** Telephone numbers that machines read in the text of a document: JSON-LD and `itemprop`. */
export const telephonesIn = (html: string): string[] => {
  const json = find(html, /<script[^>]*application\/ld\+json[^>]*>([^]*?)<\/script>/gi).flatMap((text) =>
    find(text, /"(?:telephone|faxNumber)"\s*:\s*"([^"]{5,40})"/g),
  )
  const bare = html.replace(/<script[^]*?<\/script>/gi, '')
  const contents = find(bare, /itemprop=["']?telephone["']?[^>]*?content=["']([^"']{5,40})["']/gi)
  const texts = find(bare, /itemprop=["']?telephone["']?[^>]*>([^<]{5,40})</gi)
  return [...json, ...contents, ...texts].map((number) => number.replace(/\D/g, '')).filter((digits) => digits.length > 6)
}

const find = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = '']) => found)
