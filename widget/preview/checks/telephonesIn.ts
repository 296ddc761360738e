/** Telephone numbers that machines read in a document's text: JSON-LD and `itemprop`. */
export const telephonesIn = (html: string): string[] => {
  const json = [...html.matchAll(/"(?:telephone|faxNumber)"\s*:\s*"([^"]{5,40})"/g)].map(([, number]) => number!)
  const items = [...html.matchAll(/itemprop=["']?telephone["']?[^>]*?content=["']([^"']{5,40})["']/g)].map(([, number]) => number!)
  const texts = [...html.matchAll(/itemprop=["']?telephone["']?[^>]*>([^<]{5,40})</g)].map(([, number]) => number!)
  return [...json, ...items, ...texts].map((number) => number.replace(/\D/g, '')).filter((digits) => digits.length > 6)
}
