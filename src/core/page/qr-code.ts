import { encode, renderUnicodeCompact } from 'uqr'
import { html, type Markup } from './markup.ts'

/** A text as a QR code (ISO/IEC 18004), drawn as one path in an inline SVG: black on white in dark mode too. */
export function drawQrCode(text: string): Markup {
  // Four modules of white around it, as the standard asks (§5.3.8).
  const { data, size } = encode(text, { ecc: 'L', border: 4 })
  const path = data.flatMap((row, y) => drawRow(row, y)).join('')
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges" role="img" aria-label="QR"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}" stroke="#000"/></svg>`
}

/** Each run of dark modules as one stroke of width 1 along the middle of its row. */
function drawRow(row: readonly boolean[], y: number): string[] {
  const strokes: string[] = []
  for (let x = 0; x < row.length; x++) {
    if (row[x] !== true) continue
    const start = x
    while (row[x + 1] === true) x++
    strokes.push(`M${start} ${y}.5h${x - start + 1}`)
  }
  return strokes
}

/** A text as a QR code for a terminal, two modules high in each line; light on dark, as terminals mostly are. */
export function writeQrText(text: string): string {
  return `${renderUnicodeCompact(text, { ecc: 'L', border: 2 })}\n`
}
