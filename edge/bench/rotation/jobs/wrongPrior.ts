import type { HolderGroup, IntensityTables, StateRows } from '../../../attribution/intensityTables.ts'
import { HOLDER_GROUPS } from '../../../attribution/intensityTables.ts'

const otherDevice = (group: HolderGroup): HolderGroup =>
  (group.endsWith('Mobile') ? group.replace('Mobile', 'Desktop') : group.replace('Desktop', 'Mobile')) as HolderGroup

/** Tables made wrong on purpose, to claim too much: desktops and mobiles exchanged, open pages worth three times as much, those who left a quarter. */
export const wrongPrior = (tables: IntensityTables): IntensityTables => {
  const spoil = ({ visible, gone }: StateRows): StateRows => ({ visible: visible.map((h) => h * 3), gone: gone.map((h) => h / 4) })
  return {
    ...tables,
    intensity: Object.fromEntries(HOLDER_GROUPS.map((group) => [group, spoil(tables.intensity[otherDevice(group)])])) as Record<
      HolderGroup,
      StateRows
    >,
    tail: tables.tail.map((calls) => calls / 4),
  }
}
