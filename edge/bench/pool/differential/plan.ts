import fc from 'fast-check'

/** One step of a random history; what its small numbers mean is decided against the state when it is played. */
export type PlannedStep =
  | {
      kind: 'lease'
      session: number
      page: number
      slots: number
      chain: number
      flags: number
      overflow: number
      limits: number
    }
  | { kind: 'retry'; lease: number }
  | { kind: 'beacon'; page: number; hidden: boolean; signs: number; forged: number; flags: number; overflow: number }
  | { kind: 'wait'; jump: number }
  | { kind: 'call'; number: number; pool: number }
  | { kind: 'fill'; pool: number; numbers: number; as: number; seen: boolean }
  | { kind: 'drain' | 'takeBack' | 'remove'; pool: number; numbers: number }
  | { kind: 'forget'; session: number }
  | { kind: 'unbuild' }

export interface Plan {
  policy: number
  setup: number[]
  steps: PlannedStep[]
}

const small = (max: number) => fc.nat({ max })

const step: fc.Arbitrary<PlannedStep> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('lease' as const),
      session: small(6),
      page: small(1),
      slots: small(7),
      chain: small(7),
      flags: small(63),
      overflow: small(5),
      limits: small(7),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('retry' as const), lease: small(5) }) },
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('beacon' as const),
      page: small(11),
      hidden: fc.boolean(),
      signs: small(31),
      forged: small(15),
      flags: small(63),
      overflow: small(5),
    }),
  },
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('wait' as const), jump: small(34) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('call' as const), number: small(15), pool: small(3) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('forget' as const), session: small(4) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('fill' as const), pool: small(3), numbers: small(255), as: small(2), seen: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('drain' as const, 'drain' as const, 'takeBack' as const, 'remove' as const),
      pool: small(3),
      numbers: small(255),
    }),
  },
)

/** Histories of several tabs of several visitors: leases, retries, hides and returns, taps, calls, growth, draining, clock jumps. */
export const planArbitrary: fc.Arbitrary<Plan> = fc.record({
  policy: small(3),
  setup: fc.array(small(15), { minLength: 4, maxLength: 4 }),
  steps: fc.oneof(
    { weight: 40, arbitrary: fc.array(step, { minLength: 5, maxLength: 60, size: 'max' }) },
    {
      weight: 1,
      arbitrary: fc.array(fc.oneof({ weight: 9, arbitrary: step }, { weight: 1, arbitrary: fc.constant({ kind: 'unbuild' } as const) }), {
        minLength: 5,
        maxLength: 20,
        size: 'max',
      }),
    },
  ),
})
