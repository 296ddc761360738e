import type { IntensityTables, StateRows } from '../../../attribution/intensityTables.ts'

/** Tables made wrong on purpose, to claim too much: desktops and mobiles exchanged, open pages worth three times as much, those who left a quarter. */
export const wrongPrior = (tables: IntensityTables): IntensityTables => {
  const { quickDesktop, quickMobile, engagedDesktop, engagedMobile } = tables.intensity
  const spoil = ({ visible, gone }: StateRows): StateRows => ({ visible: visible.map((h) => h * 3), gone: gone.map((h) => h / 4) })
  return {
    ...tables,
    intensity: {
      quickDesktop: spoil(quickMobile),
      quickMobile: spoil(quickDesktop),
      engagedDesktop: spoil(engagedMobile),
      engagedMobile: spoil(engagedDesktop),
    },
    tail: tables.tail.map((calls) => calls / 4),
  }
}
