/** Words that say what kind of region it is; tables put them or leave them out. */
const KINDS =
  /\b(?:oblast|oblasts|voblast|voblasts|voblasc|oblys|oblysy|oblisi|region|republic|respublika|krai|kray|territory|province|state|city|governorate|voivodeship|county|okrug|autonomous|avtonomnyy|of|the)\b/g

/** A name without case, accents, apostrophes and punctuation: `Homyel’ Voblasc’` → `homyel voblasc`. */
export function plainSpelling(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ı/g, 'i')
    .replace(/ł/g, 'l')
    .replace(/['’ʼ`´]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** A plain spelling without the kind of region: `homyel voblasc` → `homyel`. */
export function withoutKind(plain: string): string {
  return plain.replace(KINDS, ' ').replace(/ +/g, ' ').trim()
}
