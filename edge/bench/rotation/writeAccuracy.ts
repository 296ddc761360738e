import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { accuracyDocument } from './accuracyDocument.ts'
import type { Line } from './aggregate.ts'
import { chart } from './chart.ts'
import type { Findings } from './runFull.ts'

const DOCS = new URL('../../../docs/', import.meta.url)

const pointsOf = (lines: readonly Line[], value: (line: Line) => number) => lines.map((line) => ({ x: line.numbers.mean, y: value(line) }))

/** Writes docs/accuracy.md and its charts from what a full run found; docs/accuracy.notes.md, written by people, goes in between. */
export const writeAccuracy = async (findings: Findings, date: string): Promise<void> => {
  const { rotary, bare, longestRested, random } = findings.frontier
  const series = (value: (line: Line) => number) => [
    { name: 'Rotary', points: pointsOf(rotary, value) },
    { name: 'Rotary without interest', points: pointsOf(bare, value) },
    { name: 'longest rested, last holder', points: pointsOf(longestRested, value) },
    { name: 'random free number, last holder', points: pointsOf(random, value) },
  ]
  const charts = {
    'named-at-1-percent': chart({
      title: 'First calls that can be named with at most 1 % of them wrong (best threshold or window)',
      across: 'numbers',
      up: '% of first calls',
      series: series((line) => line.namedAt1.mean),
      to: 450,
    }),
    'every-call-named': chart({
      title: 'First calls named right if every call is named',
      across: 'numbers',
      up: '% of first calls',
      series: series((line) => line.everyRight.mean),
      to: 450,
    }),
  }
  await mkdir(new URL('accuracy/', DOCS), { recursive: true })
  for (const [name, svg] of Object.entries(charts)) await writeFile(new URL(`accuracy/${name}.svg`, DOCS), svg)
  const notes = await readFile(new URL('accuracy/notes.md', DOCS), 'utf8').catch(() => '')
  await writeFile(new URL('accuracy.md', DOCS), accuracyDocument(findings, { date, notes }))
}
