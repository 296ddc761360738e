/** Regions of Italy: code, name, other spellings; indented, the provinces of each with their codes. */
export const IT = `
21 Piedmont | Piemonte
  AL Alessandria | AT Asti | BI Biella | CN Cuneo | NO Novara | TO Torino | VB Verbano-Cusio-Ossola | VC Vercelli
23 Aosta Valley | Valle d'Aosta | Valle d'Aosta, Vallee d'Aoste
25 Lombardy | Lombardia
  BG Bergamo | BS Brescia | CO Como | CR Cremona | LC Lecco | LO Lodi | MB Monza e Brianza | MI Milano | MN Mantova | PV Pavia
  SO Sondrio | VA Varese
32 Trentino-Alto Adige | Trentino-Sudtirol | Trentino-South Tyrol | Trentino-Alto Adige, Trentino-Sudtirol
  BZ Bolzano, Bozen | TN Trento
34 Veneto
  BL Belluno | PD Padova | RO Rovigo | TV Treviso | VE Venezia | VI Vicenza | VR Verona
36 Friuli Venezia Giulia | Friuli-Venezia Giulia
  GO Gorizia | PN Pordenone | TS Trieste | UD Udine
42 Liguria
  GE Genova | IM Imperia | SP La Spezia | SV Savona
45 Emilia-Romagna
  BO Bologna | FC Forli-Cesena | FE Ferrara | MO Modena | PC Piacenza | PR Parma | RA Ravenna | RE Reggio Emilia | RN Rimini
52 Tuscany | Toscana
  AR Arezzo | FI Firenze | GR Grosseto | LI Livorno | LU Lucca | MS Massa-Carrara | PI Pisa | PO Prato | PT Pistoia | SI Siena
55 Umbria
  PG Perugia | TR Terni
57 Marche | The Marches
  AN Ancona | AP Ascoli Piceno | FM Fermo | MC Macerata | PU Pesaro e Urbino
62 Lazio | Latium
  FR Frosinone | LT Latina | RI Rieti | RM Roma | VT Viterbo
65 Abruzzo
  AQ L'Aquila | CH Chieti | PE Pescara | TE Teramo
67 Molise
  CB Campobasso | IS Isernia
72 Campania
  AV Avellino | BN Benevento | CE Caserta | NA Napoli | SA Salerno
75 Apulia | Puglia
  BA Bari | BR Brindisi | BT Barletta-Andria-Trani | FG Foggia | LE Lecce | TA Taranto
77 Basilicata | Basilicate
  MT Matera | PZ Potenza
78 Calabria
  CS Cosenza | CZ Catanzaro | KR Crotone | RC Reggio Calabria | VV Vibo Valentia
82 Sicily | Sicilia
  AG Agrigento | CL Caltanissetta | CT Catania | EN Enna | ME Messina | PA Palermo | RG Ragusa | SR Siracusa | TP Trapani
88 Sardinia | Sardegna
  CA Cagliari | NU Nuoro | OR Oristano | SS Sassari | SU Sud Sardegna
`
