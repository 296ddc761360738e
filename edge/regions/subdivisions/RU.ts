/** Subjects of the Russian Federation: code, name, other spellings. The last two lines are how tables that count Crimea and Sevastopol as Russian are read by ISO 3166-2. */
export const RU = `
AD Adygea | Adygeya Republic | Adygeya, Respublika | Республика Адыгея
AL Altai Republic | Altai | Gorno-Altay | Altay, Respublika | Республика Алтай
ALT Altai Krai | Altay Kray | Altayskiy kray | Алтайский край
AMU Amur Oblast | Amurskaya oblast | Амурская область
ARK Arkhangelsk Oblast | Arkhangelskaya oblast | Arkhangelskaya | Архангельская область
AST Astrakhan Oblast | Astrakhanskaya oblast | Астраханская область
BA Bashkortostan | Bashkiria | Bashkortostan, Respublika | Республика Башкортостан
BEL Belgorod Oblast | Belgorodskaya oblast | Белгородская область
BRY Bryansk Oblast | Bryanskaya oblast | Брянская область
BU Buryatia | Buryatiya Republic | Buryatiya, Respublika | Республика Бурятия
CE Chechnya | Chechen Republic | Chechenskaya Respublika | Чеченская Республика
CHE Chelyabinsk Oblast | Chelyabinsk | Chelyabinskaya oblast | Челябинская область
CHU Chukotka | Chukotskiy avtonomnyy okrug | Чукотский автономный округ
CU Chuvashia | Chuvash Republic | Chuvashskaya Respublika | Чувашская Республика | Чувашия
DA Dagestan | Dagestan, Respublika | Республика Дагестан
IN Ingushetia | Ingushetiya Republic | Ingushetiya, Respublika | Республика Ингушетия
IRK Irkutsk Oblast | Irkutskaya oblast | Иркутская область
IVA Ivanovo Oblast | Ivanovskaya oblast | Ивановская область
KAM Kamchatka Krai | Kamchatka | Kamchatskiy kray | Камчатский край
KB Kabardino-Balkaria | Kabardino-Balkariya Republic | Kabardino-Balkarskaya Respublika | Кабардино-Балкарская Республика
KC Karachay-Cherkessia | Karachayevo-Cherkesiya Republic | Karachayevo-Cherkesskaya Respublika | Карачаево-Черкесская Республика
KDA Krasnodar Krai | Krasnodarskiy kray | Krasnodarskiy | Краснодарский край
KEM Kemerovo Oblast | Kuzbass | Kemerovskaya oblast | Кемеровская область | Кемеровская область - Кузбасс
KGD Kaliningrad Oblast | Kaliningradskaya oblast | Калининградская область
KGN Kurgan Oblast | Kurganskaya oblast | Курганская область
KHA Khabarovsk Krai | Khabarovskiy kray | Хабаровский край
KHM Khanty-Mansi Autonomous Okrug | Khanty-Mansia | Khanty-Mansiyskiy avtonomnyy okrug | Yugra | Ханты-Мансийский автономный округ | Ханты-Мансийский автономный округ - Югра
KIR Kirov Oblast | Kirovskaya oblast | Кировская область
KK Khakassia | Khakasiya Republic | Khakasiya, Respublika | Республика Хакасия
KL Kalmykia | Kalmykiya Republic | Kalmykiya, Respublika | Республика Калмыкия
KLU Kaluga Oblast | Kaluzhskaya oblast | Калужская область
KO Komi Republic | Komi, Respublika | Республика Коми
KOS Kostroma Oblast | Kostromskaya oblast | Костромская область
KR Karelia | Kareliya, Respublika | Республика Карелия
KRS Kursk Oblast | Kurskaya oblast | Курская область
KYA Krasnoyarsk Krai | Krasnoyarskiy kray | Krasnoyarskiy | Красноярский край
LEN Leningrad Oblast | Leningradskaya oblast | Ленинградская область
LIP Lipetsk Oblast | Lipetskaya oblast | Липецкая область
MAG Magadan Oblast | Magadanskaya oblast | Магаданская область
ME Mari El | Mariy-El Republic | Mariy El, Respublika | Республика Марий Эл
MO Mordovia | Mordoviya Republic | Mordoviya, Respublika | Республика Мордовия
MOS Moscow Oblast | Moscow Region | Moskovskaya oblast | Московская область
MOW Moscow | Moscow City | Moskva | Москва
MUR Murmansk Oblast | Murmanskaya oblast | Мурманская область
NEN Nenets Autonomous Okrug | Nenets | Nenetskiy avtonomnyy okrug | Ненецкий автономный округ
NGR Novgorod Oblast | Novgorodskaya oblast | Новгородская область
NIZ Nizhny Novgorod Oblast | Nizhegorodskaya oblast | Nizhniy Novgorod | Нижегородская область
NVS Novosibirsk Oblast | Novosibirskaya oblast | Новосибирская область
OMS Omsk Oblast | Omskaya oblast | Омская область
ORE Orenburg Oblast | Orenburgskaya oblast | Оренбургская область
ORL Oryol Oblast | Orel Oblast | Orlovskaya oblast | Орловская область
PER Perm Krai | Permskiy kray | Пермский край
PNZ Penza Oblast | Penzenskaya oblast | Пензенская область
PRI Primorsky Krai | Primorskiy kray | Primorskiy (Maritime) Kray | Primorye | Приморский край
PSK Pskov Oblast | Pskovskaya oblast | Псковская область
ROS Rostov Oblast | Rostovskaya oblast | Ростовская область
RYA Ryazan Oblast | Ryazanskaya oblast | Рязанская область
SA Sakha | Yakutia | Sakha (Yakutia) | Saha, Respublika | Республика Саха (Якутия)
SAK Sakhalin Oblast | Sakhalinskaya oblast | Сахалинская область
SAM Samara Oblast | Samarskaya oblast | Самарская область
SAR Saratov Oblast | Saratovskaya oblast | Саратовская область
SE North Ossetia | North Ossetia–Alania | Severnaya Osetiya, Respublika | Республика Северная Осетия - Алания
SMO Smolensk Oblast | Smolenskaya oblast | Смоленская область
SPE Saint Petersburg | St.-Petersburg | St Petersburg | Sankt-Peterburg | Санкт-Петербург
STA Stavropol Krai | Stavropol Kray | Stavropolskiy kray | Ставропольский край
SVE Sverdlovsk Oblast | Sverdlovskaya oblast | Свердловская область
TA Tatarstan | Tatarstan, Respublika | Республика Татарстан
TAM Tambov Oblast | Tambovskaya oblast | Тамбовская область
TOM Tomsk Oblast | Tomskaya oblast | Томская область
TUL Tula Oblast | Tulskaya oblast | Тульская область
TVE Tver Oblast | Tverskaya oblast | Тверская область
TY Tuva | Tyva Republic | Tyva, Respublika | Республика Тыва
TYU Tyumen Oblast | Tyumenskaya oblast | Тюменская область
UD Udmurtia | Udmurtiya Republic | Udmurt Republic | Udmurtskaya Respublika | Удмуртская Республика
ULY Ulyanovsk Oblast | Ulyanovskaya oblast | Ульяновская область
VGG Volgograd Oblast | Volgogradskaya oblast | Волгоградская область
VLA Vladimir Oblast | Vladimirskaya oblast | Владимирская область
VLG Vologda Oblast | Vologodskaya oblast | Вологодская область
VOR Voronezh Oblast | Voronezj | Voronezhskaya oblast | Воронежская область
YAN Yamalo-Nenets Autonomous Okrug | Yamalo-Nenets | Yamalo-Nenetskiy avtonomnyy okrug | Ямало-Ненецкий автономный округ
YAR Yaroslavl Oblast | Jaroslavl | Yaroslavskaya oblast | Ярославская область
YEV Jewish Autonomous Oblast | Yevreyskaya avtonomnaya oblast | Еврейская автономная область
ZAB Zabaykalsky Krai | Zabaykalskiy kray | Zabaykalskiy (Transbaikal) Kray | Transbaikal Territory | Забайкальский край
UA-43 Crimea | Republic of Crimea | Krym | Республика Крым
UA-40 Sevastopol | Sebastopol City | Севастополь
UA-09 Luhansk Oblast | Luhansk
UA-14 Donetsk Oblast | Donetsk
UA-23 Zaporizhzhia Oblast | Zaporizhzhya
UA-65 Kherson Oblast | Kherson
UA-63 Kharkiv Oblast | Kharkivska Oblast
`
