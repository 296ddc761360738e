import { expect, test } from 'vitest'
import type { E164 } from '../brands.ts'
import type { NumberRecord } from '../pool/directory.port.ts'
import { rememberNumbers } from './rememberNumbers.ts'

const number = '+74951110001' as E164

function world(answers: (NumberRecord | null | Error)[]) {
  let now = 0
  let asked = 0
  const find = async () => {
    const answer = answers[Math.min(asked++, answers.length - 1)]!
    if (answer instanceof Error) throw answer
    return answer
  }
  return {
    numbers: rememberNumbers(
      () => ({ find }),
      () => now,
    ),
    wait: (ms: number) => void (now += ms),
    asked: () => asked,
  }
}
const record = { number, destination: '+74957654321' } as NumberRecord

test.each([[record], [null]])('a number is asked for once in ten seconds, whether it is known or not', async (answer) => {
  const { numbers, wait, asked } = world([answer])
  expect(await numbers.find(number)).toBe(answer)
  wait(9999)
  expect(await numbers.find(number)).toBe(answer)
  expect(asked()).toBe(1)
  wait(1)
  await numbers.find(number)
  expect(asked()).toBe(2)
})

test('a fault is not remembered', async () => {
  const { numbers } = world([new Error('down'), record])
  await expect(numbers.find(number)).rejects.toThrow('down')
  expect(await numbers.find(number)).toBe(record)
})
