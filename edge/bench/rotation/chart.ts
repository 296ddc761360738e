export interface Series {
  name: string
  points: { x: number; y: number }[]
}

const WIDTH = 720
const HEIGHT = 400
const EDGE = { left: 56, right: 16, top: 40, bottom: 48 }
/** Told apart by people who see few colours too (Okabe and Ito). */
const COLOURS = ['#0072b2', '#009e73', '#d55e00', '#999999', '#cc79a7', '#e69f00']

const ticks = (low: number, high: number): number[] => {
  const raw = (high - low) / 6
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= raw)!
  const first = Math.ceil(low / step) * step
  return Array.from({ length: Math.floor((high - first) / step) + 1 }, (_, i) => Number((first + i * step).toPrecision(10)))
}

/** A line chart as SVG text: numbers across, percent up. Names must be plain text. */
export const chart = ({
  title,
  across,
  up,
  series,
  to,
}: {
  title: string
  across: string
  up: string
  series: readonly Series[]
  to?: number
}): string => {
  const all = series.flatMap(({ points }) => points).filter(({ x }) => to === undefined || x <= to)
  const [left, right] = [Math.min(...all.map(({ x }) => x)), Math.max(...all.map(({ x }) => x))]
  const [low, high] = [Math.min(...all.map(({ y }) => y)), Math.max(...all.map(({ y }) => y))]
  const pad = (high - low) * 0.05 || 1
  const x = (value: number): number => EDGE.left + ((value - left) / (right - left || 1)) * (WIDTH - EDGE.left - EDGE.right)
  const y = (value: number): number =>
    HEIGHT - EDGE.bottom - ((value - low + pad) / (high - low + 2 * pad)) * (HEIGHT - EDGE.top - EDGE.bottom)
  const at = (value: number): string => value.toFixed(1)
  const grid = [
    ...ticks(left, right).map((tick) => `<text x="${at(x(tick))}" y="${HEIGHT - EDGE.bottom + 16}" text-anchor="middle">${tick}</text>`),
    ...ticks(low, high).map(
      (tick) =>
        `<line x1="${EDGE.left}" x2="${WIDTH - EDGE.right}" y1="${at(y(tick))}" y2="${at(y(tick))}" stroke="#ddd"/>` +
        `<text x="${EDGE.left - 6}" y="${at(y(tick) + 4)}" text-anchor="end">${tick}</text>`,
    ),
  ]
  const lines = series.map(({ name, points }, i) => {
    const shown = points.filter((point) => to === undefined || point.x <= to).sort((a, b) => a.x - b.x)
    const colour = COLOURS[i % COLOURS.length]!
    const path = shown.map((point) => `${at(x(point.x))},${at(y(point.y))}`).join(' ')
    const dots = shown.map((point) => `<circle cx="${at(x(point.x))}" cy="${at(y(point.y))}" r="3" fill="${colour}"/>`).join('')
    const key = `<text x="${WIDTH - EDGE.right - 4}" y="${HEIGHT - EDGE.bottom - 12 - i * 16}" text-anchor="end" fill="${colour}">${name}</text>`
    return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>${dots}${key}`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
<text x="${EDGE.left}" y="20" font-size="15">${title}</text>
${grid.join('\n')}
<text x="${WIDTH / 2}" y="${HEIGHT - 10}" text-anchor="middle">${across}</text>
<text x="14" y="${HEIGHT / 2}" text-anchor="middle" transform="rotate(-90 14 ${HEIGHT / 2})">${up}</text>
${lines.join('\n')}
</svg>
`
}
