import fc from 'fast-check'
import { expect, it } from 'vitest'
import { planArbitrary } from '../../bench/pool/differential/plan.ts'
import { playInModel } from '../../bench/pool/differential/playInModel.ts'
import { stateOfPlayed } from '../../bench/pool/differential/readState.ts'
import { openSqlStorage } from '../../bench/pool/differential/sqlStorage.ts'
import type { OutboxEvent } from '../model/siteModel.ts'
import { loadModel } from './loadModel.ts'
import { ModelChanges } from './modelChanges.ts'
import { SITE_TABLES } from './siteTables.ts'

it('what is written after each step of a random history is all that the model holds', () => {
  fc.assert(
    fc.property(planArbitrary, (plan) => {
      const sql = openSqlStorage()
      sql.exec(SITE_TABLES)
      const changes = new ModelChanges()
      const { model, events, now } = playInModel(plan, { store: changes, stored: (current, at) => changes.write(sql, current, at) })
      const written = sql.exec<{ event: string }>('SELECT event FROM outbox ORDER BY ms, seq').toArray()
      const read = stateOfPlayed(
        loadModel(sql, null),
        written.map(({ event }) => JSON.parse(event) as OutboxEvent),
        now,
      )
      expect(read).toEqual(stateOfPlayed(model, events, now))
    }),
    { numRuns: 60 },
  )
})
