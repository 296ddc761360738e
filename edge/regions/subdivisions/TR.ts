/** Provinces of Turkey: code, name, other spellings. */
export const TR = `
01 Adana
02 Adiyaman
03 Afyonkarahisar | Afyon
04 Agri
05 Amasya
06 Ankara
07 Antalya
08 Artvin
09 Aydin
10 Balikesir
11 Bilecik
12 Bingol
13 Bitlis
14 Bolu
15 Burdur
16 Bursa
17 Canakkale
18 Cankiri
19 Corum
20 Denizli
21 Diyarbakir
22 Edirne
23 Elazig
24 Erzincan
25 Erzurum
26 Eskisehir
27 Gaziantep
28 Giresun
29 Gumushane
30 Hakkari | Hakari
31 Hatay | Antakya
32 Isparta
33 Mersin | Icel
34 Istanbul
35 Izmir
36 Kars
37 Kastamonu
38 Kayseri
39 Kirklareli
40 Kirsehir
41 Kocaeli | Izmit
42 Konya
43 Kutahya
44 Malatya
45 Manisa
46 Kahramanmaras | Kahraman Maras | Maras
47 Mardin
48 Mugla
49 Mus
50 Nevsehir
51 Nigde
52 Ordu
53 Rize
54 Sakarya | Adapazari
55 Samsun
56 Siirt
57 Sinop
58 Sivas
59 Tekirdag
60 Tokat
61 Trabzon
62 Tunceli
63 Sanliurfa | Urfa
64 Usak
65 Van
66 Yozgat
67 Zonguldak
68 Aksaray
69 Bayburt
70 Karaman
71 Kirikkale
72 Batman
73 Sirnak
74 Bartin
75 Ardahan
76 Igdir
77 Yalova
78 Karabuk
79 Kilis
80 Osmaniye
81 Duzce
`
