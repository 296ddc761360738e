/** Regions of Kazakhstan and its three cities of the republic: code, name, other spellings; indented, the code of before 2023. Baikonur lies in Kyzylorda Region. */
export const KZ = `
10 Abai Region | Abay
11 Akmola Region | Aqmola | Aqmola oblysy
  AKM Akmola Region
15 Aktobe Region | Aqtobe | Aqtobe oblysy | Aktyubinskaya Oblast
  AKT Aktobe Region
19 Almaty Region | Almaty Oblysy | Almaty Oblast | Almatinskaya Oblast
  ALM Almaty Region
23 Atyrau Region | Atyrau Oblisi | Atyrau oblysy
  ATY Atyrau Region
27 West Kazakhstan | Batys Qazaqstan | Batys Qazaqstan oblysy
  ZAP West Kazakhstan
31 Jambyl Region | Zhambyl | Zhambyl oblysy
  ZHA Jambyl Region
33 Jetisu Region | Zhetysu Region | Zhetisu oblysy
35 Karaganda Region | Karagandy | Qaraghandy oblysy
  KAR Karaganda Region
39 Kostanay Region | Qostanay | Qostanay oblysy
  KUS Kostanay Region
43 Kyzylorda Region | Qyzylorda | Qyzylorda oblysy | Baikonur | Bayqongyr
  KZY Kyzylorda Region
47 Mangystau Region | Mangghystau | Mangghystau oblysy
  MAN Mangystau Region
55 Pavlodar Region | Pavlodar oblysy
  PAV Pavlodar Region
59 North Kazakhstan | Soltustik Qazaqstan | Soltustik Qazaqstan oblysy
  SEV North Kazakhstan
61 Turkistan Region | Turkestan | Turkistan oblysy
  YUZ Turkistan Region
62 Ulytau Region | Ulytau oblysy
63 East Kazakhstan | Shyghys Qazaqstan | Shyghys Qazaqstan oblysy
  VOS East Kazakhstan
71 Astana | Nur-Sultan
  AST Astana
75 Almaty | Almaty City
  ALA Almaty
79 Shymkent
  SHY Shymkent
`
