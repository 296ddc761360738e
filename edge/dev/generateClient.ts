import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sha256Hex } from '../crypto/hex.ts'

/** Brought from the registry for the while: openapi-typescript does not run on TypeScript 7 yet. */
const PACKAGES = ['-p', 'typescript@5.9', '-p', 'openapi-typescript@7']

/** The client's first line: of which document it was made. */
export const documentMark = async (document: string) =>
  `// Made by \`npm run openapi:client\` of the document ${await sha256Hex(document)}.`

/** Types of the API's client, of its document. */
export async function generateClient(document: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'rotary-client-'))
  try {
    const [given, made] = [join(folder, 'openapi.json'), join(folder, 'paths.ts')]
    writeFileSync(given, document)
    execFileSync('npx', ['-y', ...PACKAGES, 'openapi-typescript', given, '-o', made], { stdio: 'pipe', cwd: folder })
    writeFileSync(made, `${await documentMark(document)}\n/* oxlint-disable */\n${readFileSync(made, 'utf8')}`)
    execFileSync('oxfmt', ['-c', join(import.meta.dirname, '../../.oxfmtrc.json'), made], { stdio: 'pipe' })
    return readFileSync(made, 'utf8')
  } finally {
    rmSync(folder, { recursive: true })
  }
}
