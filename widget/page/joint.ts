/** Elements inside which a line of text goes on, unknown and custom ones included as little as their layout is known. */
const INLINE = /^(?:a|abbr|acronym|b|bdi|bdo|big|cite|code|data|dfn|em|font|i|ins|kbd|label|mark|nobr|output|q|s|samp|small|span|strong|su[bp]|t?span|time|tt|u|var)$/i

/** No block starts or ends between two neighbouring text nodes. By names: asking for the layout would force one. */
export const isJoined = (one: Node, other: Node): boolean => climbs(one, other) && climbs(other, one)

function climbs(from: Node, to: Node): boolean {
  for (let element = from.parentElement; element && !element.contains(to); element = element.parentElement) {
    if (!INLINE.test(element.localName)) return false
  }
  return true
}
