import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { releaseScript, writeVersions } from './writeVersions.ts'

const place = mkdtempSync(join(tmpdir(), 'rotary-releases-'))
const [script, releases, folder] = [join(place, 'built.js'), join(place, 'releases'), join(place, 'w')] as [string, string, string]
afterAll(() => rmSync(place, { recursive: true }))

const build = (code: string, version: string) => {
  writeFileSync(script, code)
  writeVersions({ script, folder, releases, version })
  return JSON.parse(readFileSync(join(folder, 'versions.json'), 'utf8')) as {
    latest: string
    versions: Record<string, { path: string; integrity: string }>
  }
}

test('released scripts keep their bytes and addresses whatever is built later, and every hash is that of its file', () => {
  writeFileSync(script, 'one')
  releaseScript({ script, releases, version: '1.9.0' })
  writeFileSync(script, 'two')
  releaseScript({ script, releases, version: '1.10.0' })
  const { latest, versions } = build('three', '1.10.0')
  expect(latest).toBe('1.10.0')
  expect(Object.keys(versions).map((name) => name.replace(/build\..*/, 'build'))).toEqual(['1.9.0', '1.10.0', '1.10.0-build'])
  for (const [name, { path, integrity }] of Object.entries(versions)) {
    expect(path).toBe(`/w/${name}/rotary.js`)
    const bytes = readFileSync(join(folder, name, 'rotary.js'))
    expect(integrity).toBe(`sha384-${createHash('sha384').update(bytes).digest('base64')}`)
  }
  expect(readFileSync(join(folder, '1.9.0/rotary.js'), 'utf8')).toBe('one')
})

test('a build that is the release has no second address, another build has another', () => {
  expect(Object.keys(build('two', '1.10.0').versions)).toEqual(['1.9.0', '1.10.0'])
  const builds = ['four', 'five'].map((code) => Object.keys(build(code, '1.11.0').versions).at(-1))
  expect(new Set(builds).size).toBe(2)
})

test('a version is released once', () => {
  expect(() => releaseScript({ script, releases, version: '1.9.0' })).toThrow(/released already/)
})
