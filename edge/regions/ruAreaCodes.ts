import type { RegionCode } from '../brands.ts'

/**
 * The geographic codes (ABC) of the Russian numbering plan by subject, without `RU-`. Crimea (365) and Sevastopol (869)
 * are listed by their ISO 3166-2 codes, which is what address tables call them too.
 * @see https://opendata.digital.gov.ru/registry/numeric/downloads
 */
const SUBJECTS = `
BU 301 · ZAB 302 · UD 341 · PER 342 · SVE 343 · TYU 345 · KHM 346 · BA 347 · YAN 349 · CHE 351 · KGN 352 · ORE 353
OMS 381 · TOM 382 · NVS 383 · KEM 384 · ALT 385 · AL 388 · KK 390 · KYA 391 · TY 394 · IRK 395 · KGD 401 · SA 411
MAG 413 · KAM 415 · AMU 416 · KHA 421 · PRI 423 · SAK 424 · YEV 426 · CHU 427 · KRS 471 · BEL 472 · VOR 473 · LIP 474
TAM 475 · SMO 481 · TVE 482 · BRY 483 · KLU 484 · YAR 485 · ORL 486 · TUL 487 · RYA 491 · VLA 492 · IVA 493 · KOS 494
MOW 495 499 · MOS 496 498 · PSK 811 · SPE 812 · LEN 813 · KR 814 · MUR 815 · NGR 816 · VLG 817 820 · ARK 818 · KO 821
NIZ 831 · KIR 833 · MO 834 · CU 835 · ME 836 · PNZ 841 · ULY 842 · TA 843 855 · VGG 844 · SAR 845 · SAM 846 848
KL 847 · AST 851 · KDA 861 862 · ROS 863 · STA 865 879 · KB 866 · SE 867 · CE 871 · DA 872 · IN 873 · AD 877 · KC 878
UA-43 365 · UA-40 869`

const BY_CODE = new Map<string, RegionCode>()
for (const entry of SUBJECTS.trim().split(/\s*·\s*|\n/)) {
  const [subject, ...codes] = entry.split(' ')
  for (const code of codes) BY_CODE.set(code, (subject!.includes('-') ? subject : `RU-${subject}`) as RegionCode)
}
/** Naryan-Mar has five digits of Arkhangelsk's code to itself. */
const NENETS = '81853'

/** `national` is the ten digits after +7; null where they are no geographic number of Russia. */
export function ruRegionOf(national: string): RegionCode | null {
  return national.startsWith(NENETS) ? ('RU-NEN' as RegionCode) : (BY_CODE.get(national.slice(0, 3)) ?? null)
}

/** An area code of a subject of Russia: its oldest. */
export function ruCodeOf(region: RegionCode): string | null {
  for (const [code, subject] of BY_CODE) if (subject === region) return code
  return region === 'RU-NEN' ? NENETS : null
}
