/** Autonomous communities and cities of Spain: code, name, other spellings; indented, the provinces of each with their codes. */
export const ES = `
AN Andalusia | Andalucia
  AL Almeria | CA Cadiz | CO Cordoba | GR Granada | H Huelva | J Jaen | MA Malaga | SE Sevilla
AR Aragon
  HU Huesca | TE Teruel | Z Zaragoza
AS Asturias | Asturias, Principado de
  O Asturias
CB Cantabria
  S Cantabria
CE Ceuta
CL Castile and Leon | Castille and Leon | Castilla y Leon
  AV Avila | BU Burgos | LE Leon | P Palencia | SA Salamanca | SG Segovia | SO Soria | VA Valladolid | ZA Zamora
CM Castile-La Mancha | Castille-La Mancha | Castilla-La Mancha
  AB Albacete | CR Ciudad Real | CU Cuenca | GU Guadalajara | TO Toledo
CN Canary Islands | Canarias | Canary
  GC Las Palmas | TF Santa Cruz de Tenerife
CT Catalonia | Catalunya | Cataluna
  B Barcelona | GI Girona | L Lleida | T Tarragona
EX Extremadura
  BA Badajoz | CC Caceres
GA Galicia
  C A Coruna | LU Lugo | OR Ourense | PO Pontevedra
IB Balearic Islands | Illes Balears | Islas Baleares | Balearics
  PM Illes Balears
MC Murcia | Murcia, Region de | Region of Murcia
  MU Murcia
MD Madrid | Madrid, Comunidad de | Community of Madrid
  M Madrid
ML Melilla
NC Navarre | Navarra | Navarra, Comunidad Foral de
  NA Navarra
PV Basque Country | Pais Vasco | Euskadi
  BI Bizkaia | SS Gipuzkoa | VI Alava
RI La Rioja
  LO La Rioja
VC Valencia | Valenciana, Comunidad | Valencian Community
  A Alicante | CS Castellon | V Valencia
`
