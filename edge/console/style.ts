/** The console's look: plain, follows the system's light or dark, readable on a phone. */
export const STYLE = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 15%, transparent); --soft: color-mix(in srgb, currentColor 62%, transparent); --mark: #0a7d4f; }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 1180px; padding: 1.25rem; font: 15px/1.45 system-ui, sans-serif }
header { display: flex; gap: 1rem; align-items: baseline; flex-wrap: wrap; margin-bottom: 1rem }
header h1 { font-size: 1.25rem; margin: 0 } header p { margin: 0; color: var(--soft) } header form { margin-left: auto }
h2 { font-size: 1rem; margin: 1.75rem 0 .5rem }
.wide { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
th, td { text-align: left; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; white-space: nowrap }
th { font-weight: 500; color: var(--soft) }
td small { color: var(--soft); display: block; white-space: normal }
.sure { color: var(--mark); font-weight: 600 }
.empty { color: var(--soft); padding: .75rem 0 }
button, input { font: inherit; padding: .45rem .75rem; border-radius: 6px; border: 1px solid var(--line) }
button { cursor: pointer }
.card { max-width: 24rem; margin: 12vh auto; display: grid; gap: .75rem }
.card label { display: grid; gap: .25rem } .refused { color: #b3261e; margin: 0 }
`
