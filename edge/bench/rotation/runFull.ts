import type { Report } from './runQuick.ts'
export const runFull = async (onProgress: (share: number) => void): Promise<Report> => {
  onProgress(0)
  return { table: '', json: {} }
}
