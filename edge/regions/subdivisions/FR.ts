/** Regions of France: code, name, other spellings; indented, the departments of each with their codes. */
export const FR = `
ARA Auvergne-Rhone-Alpes | Rhone-Alpes | Auvergne
  01 Ain | 03 Allier | 07 Ardeche | 15 Cantal | 26 Drome | 38 Isere | 42 Loire | 43 Haute-Loire | 63 Puy-de-Dome | 69 Rhone
  69M Metropole de Lyon | 73 Savoie | 74 Haute-Savoie
BFC Bourgogne-Franche-Comte | Bourgogne | Franche-Comte | Burgundy
  21 Cote-d'Or | 25 Doubs | 39 Jura | 58 Nievre | 70 Haute-Saone | 71 Saone-et-Loire | 89 Yonne | 90 Territoire de Belfort
BRE Brittany | Bretagne
  22 Cotes-d'Armor | 29 Finistere | 35 Ille-et-Vilaine | 56 Morbihan
CVL Centre-Val de Loire | Centre
  18 Cher | 28 Eure-et-Loir | 36 Indre | 37 Indre-et-Loire | 41 Loir-et-Cher | 45 Loiret
GES Grand Est | Alsace | Lorraine | Champagne-Ardenne
  08 Ardennes | 10 Aube | 51 Marne | 52 Haute-Marne | 54 Meurthe-et-Moselle | 55 Meuse | 57 Moselle | 67 Bas-Rhin | 68 Haut-Rhin
  6AE Alsace | 88 Vosges
HDF Hauts-de-France | Nord-Pas-de-Calais | Picardy | Picardie
  02 Aisne | 59 Nord | 60 Oise | 62 Pas-de-Calais | 80 Somme
IDF Ile-de-France
  75C Paris | 75 Paris | 77 Seine-et-Marne | 78 Yvelines | 91 Essonne | 92 Hauts-de-Seine | 93 Seine-Saint-Denis | 94 Val-de-Marne
  95 Val-d'Oise
NAQ Nouvelle-Aquitaine | New Aquitaine | Aquitaine | Limousin | Poitou-Charentes
  16 Charente | 17 Charente-Maritime | 19 Correze | 23 Creuse | 24 Dordogne | 33 Gironde | 40 Landes | 47 Lot-et-Garonne
  64 Pyrenees-Atlantiques | 79 Deux-Sevres | 86 Vienne | 87 Haute-Vienne
NOR Normandy | Normandie
  14 Calvados | 27 Eure | 50 Manche | 61 Orne | 76 Seine-Maritime
OCC Occitanie | Occitania | Languedoc-Roussillon | Midi-Pyrenees
  09 Ariege | 11 Aude | 12 Aveyron | 30 Gard | 31 Haute-Garonne | 32 Gers | 34 Herault | 46 Lot | 48 Lozere | 65 Hautes-Pyrenees
  66 Pyrenees-Orientales | 81 Tarn | 82 Tarn-et-Garonne
PAC Provence-Alpes-Cote d'Azur | Provence
  04 Alpes-de-Haute-Provence | 05 Hautes-Alpes | 06 Alpes-Maritimes | 13 Bouches-du-Rhone | 83 Var | 84 Vaucluse
PDL Pays de la Loire
  44 Loire-Atlantique | 49 Maine-et-Loire | 53 Mayenne | 72 Sarthe | 85 Vendee
20R Corsica | Corse
  COR Corse | 2A Corse-du-Sud | 2B Haute-Corse
971 Guadeloupe | Basse-Terre | Grande-Terre | Les Abymes
  GP Guadeloupe
972 Martinique | Fort-de-France | Le Marin
  MQ Martinique
973 French Guiana | Guyane | Guyane (francaise) | Cayenne
  GF Guyane
974 Reunion | La Reunion | Saint-Paul
  RE La Reunion
976 Mayotte
  YT Mayotte
BL Saint-Barthelemy
CP Clipperton
MF Saint-Martin | Collectivity of Saint Martin
NC New Caledonia | Nouvelle-Caledonie | Province Nord | Province Sud
PF French Polynesia | Polynesie francaise
PM Saint-Pierre-et-Miquelon | Saint Pierre and Miquelon
TF French Southern Territories | Terres australes francaises
WF Wallis and Futuna | Wallis-et-Futuna
`
