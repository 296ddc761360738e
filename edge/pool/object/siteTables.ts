/** Tables of one site's object. JSON where a row is always read and written whole. */
export const SITE_TABLES = `
CREATE TABLE IF NOT EXISTS site (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER, settings TEXT, built INTEGER);
CREATE TABLE IF NOT EXISTS numbers (route TEXT, region TEXT, number TEXT, state TEXT, score INTEGER, ring TEXT, PRIMARY KEY (route, region, number)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS bursts (route TEXT, region TEXT, added INTEGER, expires INTEGER, PRIMARY KEY (route, region)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS visitors (visitor TEXT PRIMARY KEY, slots TEXT, expires INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS answers (id TEXT PRIMARY KEY, outcome TEXT, expires INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS limits (key TEXT PRIMARY KEY, uses INTEGER, expires INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS loads (hour INTEGER PRIMARY KEY, counts TEXT, expires INTEGER);
CREATE TABLE IF NOT EXISTS outbox (ms INTEGER, seq INTEGER, event TEXT, PRIMARY KEY (ms, seq)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS last_entry (id INTEGER PRIMARY KEY CHECK (id = 1), ms INTEGER, seq INTEGER);
`
