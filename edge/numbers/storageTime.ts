import { LIFE } from './lifePolicy.ts'

/** ms for which a number is stored before another company may have it: longer where the region has plenty of free ones. */
export function storageTime({ free, target }: { free: number; target: number }): number {
  return LIFE.stored + LIFE.storedMore * Math.min(1, Math.max(0, free / target - LIFE.storedFrom))
}
