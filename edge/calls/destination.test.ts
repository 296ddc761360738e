import { describe, expect, it } from 'vitest'
import type { E164 } from '../brands.ts'
import { checkDestination } from './destination.ts'

describe('a destination', () => {
  it.each([
    ['+74951234567', 'a landline of Moscow'],
    ['+79991234567', 'a Russian mobile'],
    ['+78001234567', 'a toll-free number'],
    ['+12125550100', 'a number of New York'],
    ['+442071234567', 'a number of London'],
    ['+77011234567', 'a mobile of Kazakhstan'],
  ])('may be %s, %s', (number) => {
    expect(checkDestination(number as E164, { isTracking: false })).toEqual({ kind: 'allowed' })
  })

  it.each([
    ['+78095551234', 'premium', 'Russian 809'],
    ['+19005550100', 'premium', 'American 900'],
    ['+448712345678', 'premium', 'British 0871'],
    ['+979123456789', 'premium', 'international premium rate'],
    ['+80812345678', 'shared-cost', 'international shared cost'],
    ['+49180512345', 'shared-cost', 'German 0180'],
    ['+870773111632', 'satellite', 'Inmarsat'],
    ['+881612345678', 'satellite', 'Iridium'],
    ['+88216123456', 'satellite', 'a carrier without a country'],
    ['+883510012345', 'satellite', 'a carrier without a country'],
    ['+447012345678', 'personal', 'British 070'],
    ['+7495', 'invalid', 'too short'],
    ['+9991234567890', 'invalid', 'a country that does not exist'],
  ])('may not be %s: %s (%s)', (number, reason) => {
    expect(checkDestination(number as E164, { isTracking: false })).toEqual({ kind: 'refused', reason })
  })

  it('may not be a tracking number, which would ring in a circle', () => {
    expect(checkDestination('+74951234567' as E164, { isTracking: true })).toEqual({ kind: 'refused', reason: 'tracking-number' })
  })

  it.each([
    [['RU'], '+74951234567', 'allowed'],
    [['RU'], '+12125550100', 'refused'],
    [['RU'], '+77011234567', 'refused'],
    [['RU', 'KZ'], '+77011234567', 'allowed'],
    [[], '+74951234567', 'refused'],
  ])('must be in the countries %j: %s is %s', (countries, number, kind) => {
    expect(checkDestination(number as E164, { countries, isTracking: false }).kind).toBe(kind)
  })
})
