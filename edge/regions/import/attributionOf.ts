/** What the licence of a table wants to be shown wherever its answers are. */
export function attributionOf({ file, databaseType }: { file: string; databaseType: string }): string {
  if (/dbip|db-ip/i.test(`${file} ${databaseType}`)) return 'IP Geolocation by DB-IP (https://db-ip.com), CC BY 4.0'
  if (/geolite/i.test(databaseType)) return 'GeoLite data by MaxMind (https://www.maxmind.com), CC BY-SA 4.0'
  if (/geoip/i.test(databaseType)) return 'GeoIP2 data by MaxMind (https://www.maxmind.com)'
  return ''
}
