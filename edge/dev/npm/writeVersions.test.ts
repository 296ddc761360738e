import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { releaseScript, writeVersions } from './writeVersions.ts'

const place = mkdtempSync(join(tmpdir(), 'rotary-releases-'))
const [script, more] = [join(place, 'built.js'), join(place, 'built-more.js')] as [string, string]
const [releases, folder] = [join(place, 'releases'), join(place, 'w')] as [string, string]
afterAll(() => rmSync(place, { recursive: true }))

const write = (code: string) => {
  writeFileSync(script, code)
  writeFileSync(more, `more of ${code}`)
}
const build = (code: string, version: string) => {
  write(code)
  writeVersions({ script, more, folder, releases, version })
  return JSON.parse(readFileSync(join(folder, 'versions.json'), 'utf8')) as {
    latest: string
    versions: Record<string, { path: string; integrity: string; more: { path: string; integrity: string } }>
  }
}

test('released scripts keep their bytes and addresses whatever is built later, and every hash is that of its file', () => {
  write('one')
  releaseScript({ script, more, releases, version: '1.9.0' })
  write('two')
  releaseScript({ script, more, releases, version: '1.10.0' })
  const { latest, versions } = build('three', '1.10.0')
  expect(latest).toBe('1.10.0')
  expect(Object.keys(versions).map((name) => name.replace(/build\..*/, 'build'))).toEqual(['1.9.0', '1.10.0', '1.10.0-build'])
  for (const [name, { more: second, ...first }] of Object.entries(versions)) {
    for (const [file, { path, integrity }] of Object.entries({ 'rotary.js': first, 'rotary-more.js': second })) {
      expect(path).toBe(`/w/${name}/${file}`)
      const bytes = readFileSync(join(folder, name, file))
      expect(integrity).toBe(`sha384-${createHash('sha384').update(bytes).digest('base64')}`)
    }
  }
  expect(readFileSync(join(folder, '1.9.0/rotary-more.js'), 'utf8')).toBe('more of one')
  expect(readFileSync(join(folder, '1.9.0/rotary.js'), 'utf8')).toBe('one')
})

test('a build that is the release has no second address, another build has another', () => {
  expect(Object.keys(build('two', '1.10.0').versions)).toEqual(['1.9.0', '1.10.0'])
  const builds = ['four', 'five'].map((code) => Object.keys(build(code, '1.11.0').versions).at(-1))
  expect(new Set(builds).size).toBe(2)
})

test('a version is released once', () => {
  expect(() => releaseScript({ script, more, releases, version: '1.9.0' })).toThrow(/released already/)
})
