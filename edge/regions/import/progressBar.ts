export interface ProgressBar {
  /** Begins a step; the one before it is done. */
  step(label: string): (share: number) => void
  end(): void
}

/** A bar that is drawn over on a terminal; elsewhere one line a step. */
export function createProgressBar(out: { write(text: string): unknown; isTTY?: boolean | undefined }, now: () => number): ProgressBar {
  let current: { label: string; since: number } | null = null
  let drawn = -1
  const draw = (share: number) => {
    const percent = Math.floor(share * 100)
    if (!current || !out.isTTY || percent === drawn) return
    drawn = percent
    const full = Math.round(share * 30)
    out.write(`\r[${'█'.repeat(full)}${' '.repeat(30 - full)}] ${String(percent).padStart(3)} % ${current.label}`)
  }
  const end = () => {
    if (!current) return
    draw(1)
    const seconds = ((now() - current.since) / 1000).toFixed(1)
    out.write(out.isTTY ? `, ${seconds} s\n` : `${current.label}, ${seconds} s\n`)
    current = null
  }
  return {
    step(label) {
      end()
      current = { label, since: now() }
      drawn = -1
      draw(0)
      return draw
    },
    end,
  }
}
