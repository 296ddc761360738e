/** Voivodeships of Poland: code, name, other spellings; indented, the code of before 2018. */
export const PL = `
02 Lower Silesia | Lower Silesian | Dolnoslaskie
  DS Lower Silesia
04 Kuyavia-Pomerania | Kujawsko-Pomorskie | Kuyavian-Pomeranian
  KP Kuyavia-Pomerania
06 Lublin | Lubelskie
  LU Lublin
08 Lubusz | Lubuskie
  LB Lubusz
10 Lodz | Lodz Voivodeship | Lodzkie
  LD Lodz
12 Lesser Poland | Malopolskie
  MA Lesser Poland
14 Mazovia | Mazowieckie | Masovian | Masovia
  MZ Mazovia
16 Opole | Opole Voivodeship | Opolskie
  OP Opole
18 Subcarpathia | Subcarpathian | Podkarpackie
  PK Subcarpathia
20 Podlasie | Podlaskie | Podlachia
  PD Podlasie
22 Pomerania | Pomorskie | Pomeranian
  PM Pomerania
24 Silesia | Slaskie | Silesian
  SL Silesia
26 Swietokrzyskie | Holy Cross
  SK Swietokrzyskie
28 Warmia-Masuria | Warminsko-Mazurskie | Warmian-Masurian
  WN Warmia-Masuria
30 Greater Poland | Wielkopolskie
  WP Greater Poland
32 West Pomerania | Zachodniopomorskie | West Pomeranian
  ZP West Pomerania
`
