/** Countries of the United Kingdom: code, name, other spellings; indented, the counties, districts and boroughs of each with their codes. */
export const GB = `
ENG England
  BAS Bath and North East Somerset | BBD Blackburn with Darwen | BCP Bournemouth, Christchurch and Poole | BDF Bedford
  BDG Barking and Dagenham | BEN Brent | BEX Bexley | BIR Birmingham | BKM Buckinghamshire | BNE Barnet | BNH Brighton and Hove
  BNS Barnsley | BOL Bolton | BPL Blackpool | BRC Bracknell Forest | BRD Bradford | BRY Bromley | BST Bristol, City of | BUR Bury
  CAM Cambridgeshire | CBF Central Bedfordshire | CHE Cheshire East | CHW Cheshire West and Chester | CLD Calderdale | CMA Cumbria
  CMD Camden | CON Cornwall | COV Coventry | CRY Croydon | DAL Darlington | DBY Derbyshire | DER Derby | DEV Devon | DNC Doncaster
  DOR Dorset | DUD Dudley | DUR Durham, County | EAL Ealing | ENF Enfield | ERY East Riding of Yorkshire | ESS Essex
  ESX East Sussex | GAT Gateshead | GLS Gloucestershire | GRE Greenwich | HAL Halton | HAM Hampshire | HAV Havering | HCK Hackney
  HEF Herefordshire | HIL Hillingdon | HMF Hammersmith and Fulham | HNS Hounslow | HPL Hartlepool | HRT Hertfordshire | HRW Harrow
  HRY Haringey | IOS Isles of Scilly | IOW Isle of Wight | ISL Islington | KEC Kensington and Chelsea | KEN Kent
  KHL Kingston upon Hull | KIR Kirklees | KTT Kingston upon Thames | KWL Knowsley | LAN Lancashire | LBH Lambeth | LCE Leicester
  LDS Leeds | LEC Leicestershire | LEW Lewisham | LIN Lincolnshire | LIV Liverpool | LND London, City of | LUT Luton
  MAN Manchester | MDB Middlesbrough | MDW Medway | MIK Milton Keynes | MRT Merton | NBL Northumberland
  NEL North East Lincolnshire | NET Newcastle upon Tyne | NFK Norfolk | NGM Nottingham | NLN North Lincolnshire
  NNH North Northamptonshire | NSM North Somerset | NTT Nottinghamshire | NTY North Tyneside | NWM Newham | NYK North Yorkshire
  OLD Oldham | OXF Oxfordshire | PLY Plymouth | POR Portsmouth | PTE Peterborough | RCC Redcar and Cleveland | RCH Rochdale
  RDB Redbridge | RDG Reading | RIC Richmond upon Thames | ROT Rotherham | RUT Rutland | SAW Sandwell | SFK Suffolk | SFT Sefton
  SGC South Gloucestershire | SHF Sheffield | SHN St. Helens | SHR Shropshire | SKP Stockport | SLF Salford | SLG Slough
  SND Sunderland | SOL Solihull | SOM Somerset | SOS Southend-on-Sea | SRY Surrey | STE Stoke-on-Trent | STH Southampton
  STN Sutton | STS Staffordshire | STT Stockton-on-Tees | STY South Tyneside | SWD Swindon | SWK Southwark | TAM Tameside
  TFW Telford and Wrekin | THR Thurrock | TOB Torbay | TRF Trafford | TWH Tower Hamlets | WAR Warwickshire | WBK West Berkshire
  WFT Waltham Forest | WGN Wigan | WIL Wiltshire | WKF Wakefield | WLL Walsall | WLV Wolverhampton | WND Wandsworth
  WNH West Northamptonshire | WNM Windsor and Maidenhead | WOK Wokingham | WOR Worcestershire | WRL Wirral | WRT Warrington
  WSM Westminster | WSX West Sussex | YOR York
SCT Scotland
  ABD Aberdeenshire | ABE Aberdeen City | AGB Argyll and Bute | ANS Angus | CLK Clackmannanshire | DGY Dumfries and Galloway
  DND Dundee City | EAY East Ayrshire | EDH Edinburgh, City of | EDU East Dunbartonshire | ELN East Lothian | ELS Eilean Siar
  ERW East Renfrewshire | FAL Falkirk | FIF Fife | GLG Glasgow City | HLD Highland | IVC Inverclyde | MLN Midlothian | MRY Moray
  NAY North Ayrshire | NLK North Lanarkshire | ORK Orkney Islands | PKN Perth and Kinross | RFW Renfrewshire | SAY South Ayrshire
  SCB Scottish Borders | SLK South Lanarkshire | STG Stirling | WDU West Dunbartonshire | WLN West Lothian | ZET Shetland Islands
WLS Wales | Cymru
  AGY Isle of Anglesey | BGE Bridgend | BGW Blaenau Gwent | CAY Caerphilly | CGN Ceredigion | CMN Carmarthenshire | CRF Cardiff
  CWY Conwy | DEN Denbighshire | FLN Flintshire | GWN Gwynedd | MON Monmouthshire | MTY Merthyr Tydfil | NTL Neath Port Talbot
  NWP Newport | PEM Pembrokeshire | POW Powys | RCT Rhondda Cynon Taff | SWA Swansea | TOF Torfaen | VGL Vale of Glamorgan, The
  WRX Wrexham
NIR Northern Ireland
  ABC Armagh City, Banbridge and Craigavon | AND Ards and North Down | ANN Antrim and Newtownabbey | BFS Belfast City
  CCG Causeway Coast and Glens | DRS Derry and Strabane | FMO Fermanagh and Omagh | LBC Lisburn and Castlereagh
  MEA Mid and East Antrim | MUL Mid-Ulster | NMD Newry, Mourne and Down
`
