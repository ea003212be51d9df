/** How the page of a quote looks, on a screen and on paper. */
export const QUOTE_STYLES = `
@page { size: A4; margin: 20mm 18mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif } }
:root { font: 10pt/1.45 "Helvetica Neue", Arial, sans-serif; color: #1a1a1a; background: #fff }
body { margin: 0 }
main { max-width: 174mm; margin: 0 auto; overflow-wrap: anywhere }
header { display: grid; grid-template-columns: 1fr auto; gap: 8mm }
address { font-style: normal; unicode-bidi: isolate }
address span { display: block }
.sender { grid-column: 1 / -1; font-size: 9pt; color: #555 }
dl { margin: 0 }
dl div { display: flex; justify-content: space-between; gap: 6mm }
dt { color: #555 }
dd { margin: 0; text-align: right; font-variant-numeric: tabular-nums }
h1 { font-size: 16pt; margin: 12mm 0 0 }
h2 { font-size: 10pt; margin: 0 }
.title { margin: 0; font-size: 11pt }
.note { font-weight: bold }
table { width: 100%; border-collapse: collapse; margin-top: 8mm }
thead { display: table-header-group }
tr { break-inside: avoid }
th { text-align: left; border-bottom: 1pt solid #1a1a1a; font-size: 9pt }
td { border-bottom: .5pt solid #ccc; vertical-align: top }
th, td { padding: 1.5mm 2mm }
td small { display: block; color: #555; white-space: pre-line }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
.totals { width: 70mm; margin: 6mm 0 8mm auto; break-inside: avoid }
.totals div:last-child { border-top: 1pt solid #1a1a1a; font-weight: bold; font-size: 11pt }
.text { white-space: pre-line; margin: 0 0 5mm }
@media screen { main { padding: 15mm 0 } }
`
