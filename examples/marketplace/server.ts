import { createHmac } from 'node:crypto'

/** The site's secret (`GET /v1/sites/:id`) stays on the server: only what it signs may calls be forwarded to. */
const SECRET = process.env['ROTARY_SITE_SECRET'] ?? 'secret of the site'
const SITE = 'pk_demo'
const TARGET = '+12125550100'
const DAY = 86_400

const sellers = Array.from({ length: 40 }, (_, index) => ({ name: `Seller ${index + 1}`, phone: `+1646555${String(1000 + index)}` }))

/** `base64url(HMAC-SHA256(site secret, "site|target|destination|exp"))` */
const sign = (destination: string, exp: number) =>
  createHmac('sha256', SECRET).update(`${SITE}|${TARGET}|${destination}|${exp}`).digest('base64url')

export const page = () => {
  const exp = Math.floor(Date.now() / 1000) + DAY
  const items = sellers.map(
    ({ name, phone }, index) =>
      `<li>${name} <button type="button" data-seller="seller-${index + 1}" data-phone="${phone}" data-sig="${sign(phone, exp)}" data-exp="${exp}">Show phone</button></li>`,
  )
  return { app: items.join('\n      ') }
}
