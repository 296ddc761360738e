import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildPackage } from './buildPackage.ts'

const run = promisify(execFile)
const ROOT = join(import.meta.dirname, '../../..')
const BIN = join(ROOT, 'node_modules/.bin')
const require = createRequire(import.meta.url)
/** Its program, beside its manifest. */
const ATTW = join(dirname(require.resolve('@arethetypeswrong/cli/package.json')), 'dist/index.js')

/** A project that has the packed package, React and its types installed. */
const project = realpathSync(mkdtempSync(join(tmpdir(), 'rotary-package-')))
const installed = join(project, 'node_modules/@rotary/widget')
let tarball: string

beforeAll(async () => {
  const built = join(project, 'built')
  await buildPackage(built)
  await run('npm', ['pack', '--silent', '--pack-destination', project], { cwd: built })
  tarball = join(
    project,
    readdirSync(project).find((name) => name.endsWith('.tgz'))!,
  )
  mkdirSync(installed, { recursive: true })
  await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', installed])
  mkdirSync(join(project, 'node_modules/@types'))
  for (const name of ['react', 'react-dom', 'csstype', '@types/react', '@types/react-dom']) {
    symlinkSync(join(ROOT, 'node_modules', name), join(project, 'node_modules', name))
  }
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }')
}, 120_000)
afterAll(() => rmSync(project, { recursive: true, force: true }))

test('publint finds nothing to say of the packed package', async () => {
  const { messages, pkg } = await publint({ pkgDir: installed, strict: true, pack: false })
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([])
})

test('its types are not wrong in any kind of resolution; it is ESM alone, as it says', async () => {
  const { stdout } = await run(
    process.execPath,
    [ATTW, tarball, '--ignore-rules', 'cjs-resolves-to-esm', '--format', 'ascii', '--no-emoji'],
    {
      env: process.env,
    },
  )
  expect(stdout).toContain('No problems found')
}, 60_000)

test('nothing of the edge, no dependency and no schema is in it', async () => {
  const { stdout } = await run('grep', ['-rlE', "valibot|libphonenumber|\\.ts'", installed]).catch(() => ({ stdout: '' }))
  expect(stdout).toBe('')
})

test('a strict project type-checks against it', async () => {
  writeFileSync(
    join(project, 'page.tsx'),
    `import { startRotary, type Rotary } from '@rotary/widget'
import { Number, useNumber } from '@rotary/widget/react'
import { defineNumberElement } from '@rotary/widget/element'
import { createElement } from 'react'
defineNumberElement('our-number')
const rotary: Rotary | undefined = await startRotary({ edge: 'https://edge.example.com', site: 'pk_demo' })
rotary?.on('before-swap', ({ number }) => ({ text: number.national }))
rotary?.event({ type: 'custom', name: 'calculator', params: { sum: '100' } })
// @ts-expect-error: no such event of the wire contract
rotary?.event({ type: 'nonsense' })
// @ts-expect-error: a number is no boolean
rotary?.consent({ storage: 1 })
export const Phone = () => createElement('b', null, useNumber('+74951234567', { slot: 'header' }).text)
export const Link = () => createElement(Number, { target: '+74951234567', className: 'phone', children: '8 (495) 123-45-67' })
`,
  )
  const flags = [
    '--noEmit',
    '--strict',
    '--exactOptionalPropertyTypes',
    '--module',
    'nodenext',
    '--moduleResolution',
    'nodenext',
    '--target',
    'es2022',
  ]
  await run(join(BIN, 'tsc'), [...flags, '--lib', 'es2022,dom', 'page.tsx'], { cwd: project }).catch((error: { stdout: string }) => {
    throw new Error(error.stdout)
  })
})

test('importing it does nothing, on a server neither', async () => {
  const script = `
    const before = Object.keys(globalThis).join()
    const { startRotary } = await import('@rotary/widget')
    await import('@rotary/widget/react')
    await import('@rotary/widget/element')
    if (Object.keys(globalThis).join() !== before) throw new Error('it left something behind')
    if (await startRotary({ edge: 'http://127.0.0.1:9', site: 'pk_demo' }) !== undefined) throw new Error('it ran on a server')
  `
  await run(process.execPath, ['--input-type=module', '-e', script], { cwd: project })
})

test("a server renders the page's own number, which Rotary will leave to React", async () => {
  const script = `
    import { createElement } from 'react'
    import { renderToString } from 'react-dom/server'
    import { Number } from ${JSON.stringify(pathToFileURL(join(installed, 'react.js')).href)}
    console.log(renderToString(createElement(Number, { target: '+74951234567', className: 'phone' }, '8 (495) 123-45-67')))
  `
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { cwd: project })
  expect(stdout.trim()).toBe('<a class="phone" href="tel:+74951234567" data-rotary-ignore="">8 (495) 123-45-67</a>')
})
