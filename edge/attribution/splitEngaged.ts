import type { HolderGroup, IntensityTables, StateRows } from './intensityTables.ts'

/** Tables that know two lengths of stay only, as published and as fitted before there were four. */
export type TwoStays = Omit<IntensityTables, 'intensity'> & {
  intensity: Record<'quickDesktop' | 'quickMobile' | 'engagedDesktop' | 'engagedMobile', StateRows> &
    Partial<Record<HolderGroup, StateRows>>
}

/** Short and medium stays begin as what they were counted among: adaptation tells them apart. */
export const splitEngaged = (tables: TwoStays): IntensityTables => {
  const { engagedDesktop, engagedMobile } = tables.intensity
  const split = { shortDesktop: engagedDesktop, shortMobile: engagedMobile, mediumDesktop: engagedDesktop, mediumMobile: engagedMobile }
  return { ...tables, intensity: { ...split, ...tables.intensity } }
}
