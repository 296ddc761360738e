/** Regions of Ukraine and its two cities of special status: code, name, other spellings. A bare Kyiv is the region where the data also has Kyiv City. */
export const UA = `
05 Vinnytsia Oblast | Vinnytsya Oblast | Vinnitsa | Vinnytska oblast
07 Volyn Oblast | Volyn | Volynska oblast
09 Luhansk Oblast | Luhanska oblast
12 Dnipropetrovsk Oblast | Dnipropetrovska oblast
14 Donetsk Oblast | Donetska oblast
18 Zhytomyr Oblast | Zhytomyrska oblast
21 Zakarpattia Oblast | Transcarpathia | Zakarpatska oblast
23 Zaporizhzhia Oblast | Zaporizhia | Zaporizhzhya Oblast | Zaporizka oblast
26 Ivano-Frankivsk Oblast | Ivano-Frankivska oblast
30 Kyiv City | Kiev City | Misto Kyiv
32 Kyiv Oblast | Kyiv | Kiev Oblast | Kyivska oblast
35 Kirovohrad Oblast | Kirovohradska oblast
40 Sevastopol | Sebastopol City | Misto Sevastopol
43 Crimea | Autonomous Republic of Crimea | Avtonomna Respublika Krym
46 Lviv Oblast | Lvivska oblast
48 Mykolaiv Oblast | Mykolayiv Oblast | Mykolaivska oblast
51 Odesa Oblast | Odessa Oblast | Odeska oblast
53 Poltava Oblast | Poltavska oblast
56 Rivne Oblast | Rivnenska oblast
59 Sumy Oblast | Sumska oblast
61 Ternopil Oblast | Ternopilska oblast
63 Kharkiv Oblast | Kharkivska Oblast
65 Kherson Oblast | Khersonska oblast
68 Khmelnytskyi Oblast | Khmelnytskyy Oblast | Khmelnytska oblast
71 Cherkasy Oblast | Cherkaska oblast
74 Chernihiv Oblast | Chernihivska oblast
77 Chernivtsi Oblast | Chernivetska oblast
`
