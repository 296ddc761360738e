/** States of Germany: code, name, other spellings. */
export const DE = `
BB Brandenburg
BE Berlin | State of Berlin
BW Baden-Wurttemberg | Baden-Wuerttemberg
BY Bavaria | Bayern
HB Bremen | City state Bremen | Free Hanseatic City of Bremen
HE Hesse | Hessen
HH Hamburg | Free and Hanseatic City of Hamburg
MV Mecklenburg-Vorpommern | Mecklenburg-Western Pomerania
NI Lower Saxony | Niedersachsen
NW North Rhine-Westphalia | Nordrhein-Westfalen
RP Rhineland-Palatinate | Rheinland-Pfalz
SH Schleswig-Holstein
SL Saarland
SN Saxony | Sachsen
ST Saxony-Anhalt | Sachsen-Anhalt
TH Thuringia | Thueringen | Thuringen
`
