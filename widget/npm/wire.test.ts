import { expectTypeOf, test } from 'vitest'
import type * as contract from '../../edge/contract.ts'
import type * as wire from './wire.ts'

test('the written-out types are those of the contract', () => {
  expectTypeOf<wire.LeaseRequest['slots'][number]>().toEqualTypeOf<contract.LeaseRequest['slots'][number]>()
  expectTypeOf<wire.WireEvent>().toExtend<contract.WireEvent>()
  expectTypeOf<contract.WireEvent>().toExtend<wire.WireEvent>()
})
