import { guard } from '../../browser/guard.ts'
import type { Stand } from './memory.ts'
import { remember } from './memory.ts'

/** Pixels a key. */
const STEP = 24

const ARROWS: Record<string, [number, number]> = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }

/** Moves the panel by its header, or by the arrow keys on its grip; it never leaves the window. Returns what puts it back in after a change. */
export const movable = (
  panel: HTMLElement,
  { header, grip, stand }: { header: HTMLElement; grip: HTMLElement; stand: Stand },
): (() => void) => {
  const place = (x: number, y: number) => {
    const { width, height } = panel.getBoundingClientRect()
    stand.x = Math.max(0, Math.min(x, innerWidth - width))
    stand.y = Math.max(0, Math.min(y, innerHeight - Math.min(height, innerHeight)))
    Object.assign(panel.style, { left: `${stand.x}px`, top: `${stand.y}px`, right: 'auto', bottom: 'auto' })
  }
  const settle = () => {
    if (stand.x !== undefined && stand.y !== undefined) place(stand.x, stand.y)
  }
  header.addEventListener(
    'pointerdown',
    guard((down: PointerEvent) => {
      if (down.button || (down.target as Element).closest('button:not(.move)')) return
      const { left, top } = panel.getBoundingClientRect()
      header.setPointerCapture(down.pointerId)
      const move = guard(({ clientX, clientY }: PointerEvent) => place(left + clientX - down.clientX, top + clientY - down.clientY))
      const end = () => {
        header.removeEventListener('pointermove', move)
        remember(stand)
      }
      header.addEventListener('pointermove', move)
      header.addEventListener('lostpointercapture', end, { once: true })
    }),
  )
  grip.addEventListener(
    'keydown',
    guard((event: KeyboardEvent) => {
      const by = ARROWS[event.key]
      if (!by) return
      event.preventDefault()
      const { left, top } = panel.getBoundingClientRect()
      place(left + by[0], top + by[1])
      remember(stand)
    }),
  )
  return settle
}
