/** Of the closed root: as a constructed sheet, which a strict policy allows. Colours have a contrast of 4.5 at least. */
export const STYLES = `
:host{all:initial!important;display:contents!important}
*{box-sizing:border-box}
[hidden]{display:none!important}
.panel{position:fixed;z-index:2147483647;right:16px;bottom:16px;width:380px;max-width:calc(100vw - 16px);max-height:min(78vh,calc(100vh - 16px));
display:flex;flex-direction:column;background:#fff;color:#1b1f24;border:1px solid #8792a2;border-radius:10px;box-shadow:0 8px 32px #0004;
font:14px/1.45 system-ui,sans-serif;text-align:left;color-scheme:light}
header{display:flex;align-items:center;gap:4px;padding:6px 6px 6px 12px;background:#14315c;color:#fff;border-radius:9px 9px 0 0;touch-action:none;cursor:move;flex:none}
.folded header{border-radius:9px}
.folded .body{display:none}
h2{font-size:14px;margin:0;flex:1;min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
h3{font-size:14px;margin:0}
p{margin:4px 0}
.body{overflow:auto;padding:0 12px 12px;overscroll-behavior:contain;border-radius:0 0 9px 9px}
header button{background:none;border:0;color:#fff;min-width:32px;min-height:32px;padding:0}
button,select,input{font:inherit;color:inherit}
.body button{background:#eef2f8;border:1px solid #8792a2;border-radius:6px;padding:2px 8px;min-height:26px;cursor:pointer}
button{cursor:pointer;border-radius:6px}
:focus-visible{outline:3px solid #ffb000;outline-offset:1px}
.body :focus-visible{outline-color:#1a5fd0}
select,input:not([type=checkbox]){width:100%;background:#fff;border:1px solid #8792a2;border-radius:6px;padding:3px 6px;min-height:30px}
fieldset{border:0;margin:0;padding:0;display:grid;grid-template-columns:1fr 1fr;gap:6px 10px}
legend,summary{font-weight:600;padding:8px 0 4px}
summary{cursor:pointer}
label{display:block}
label.check{display:flex;gap:6px;align-items:center;min-height:26px}
.wide{grid-column:1/-1}
ul,ol{margin:0;padding:0;list-style:none}
ol{list-style:decimal;padding-left:20px}
li{margin:4px 0}
.target{border-top:1px solid #d5dbe4;padding-top:6px;margin-top:6px}
.place{display:flex;gap:8px;align-items:flex-start;justify-content:space-between;border-left:4px solid #6b7686;padding-left:8px}
.place.swapped{border-left-color:#0a7d33}
.place>span{min-width:0;overflow-wrap:anywhere}
.badge{background:#fff3c4;color:#5c4400;border:1px solid #b08900;border-radius:4px;padding:0 4px;font-size:12px;white-space:nowrap}
.muted{color:#566070}
.warning{border-left:4px solid #b3261e;padding-left:8px;overflow-wrap:anywhere}
.status{padding-top:6px;min-height:28px}
.status.over{color:#b3261e;font-weight:600}
.tools{display:flex;flex-wrap:wrap;gap:4px 14px}
.box{position:fixed;z-index:2147483646;pointer-events:none;border:2px dashed #9a6700;border-radius:4px}
.box.swapped{border:2px solid #0a7d33}
.box.marked{border:0;box-shadow:0 0 0 4px #ffb000}
.box b{position:absolute;left:-2px;bottom:100%;font:11px/1.3 system-ui,sans-serif;background:#0a7d33;color:#fff;padding:0 4px;border-radius:3px 3px 0 0;white-space:nowrap}
.box:not(.swapped) b{background:#7a5200}
@media (max-width:600px){.panel{left:0!important;right:0!important;top:auto!important;bottom:0!important;width:100%;max-width:100%;max-height:60vh;border-radius:10px 10px 0 0}
.body button,select,input:not([type=checkbox]),label.check{min-height:40px}header button{min-width:44px;min-height:44px}.move{display:none}}
@media (prefers-reduced-motion:no-preference){.box{transition:opacity .15s}}
`
