import { writeFileSync } from 'node:fs'
import type { Findings } from './runFull.ts'
/** Raw findings for now. */
export const writeAccuracy = async (findings: Findings): Promise<void> => {
  writeFileSync('/tmp/findings.json', JSON.stringify(findings))
}
