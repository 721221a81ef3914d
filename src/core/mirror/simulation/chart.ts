import { escapeText } from '../../html/escape.ts'

export interface ChartLine {
  readonly name: string
  /** A share from 0 to 1 for each day. */
  readonly shares: readonly number[]
}

const size = { width: 860, height: 420, left: 52, right: 250, top: 40, bottom: 40 }
// Told apart by people who see few colors (Okabe and Ito), and by their dashes.
const colors = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000']
const dashes = ['', '8 3', '2 3', '10 3 2 3']

/** Draws shares over days as an SVG document that needs nothing from outside. */
export function drawChart(title: string, lines: readonly ChartLine[]): string {
  const days = Math.max(2, ...lines.map(line => line.shares.length))
  const [width, height] = [size.width - size.left - size.right, size.height - size.top - size.bottom]
  const x = (day: number) => (size.left + (day / (days - 1)) * width).toFixed(1)
  const y = (share: number) => (size.top + (1 - share) * height).toFixed(1)
  const grid = [0, 0.25, 0.5, 0.75, 1].map(
    share =>
      `<path d="M${size.left} ${y(share)}h${width}" stroke="#ccc"/>` +
      `<text x="${size.left - 6}" y="${Number(y(share)) + 4}" text-anchor="end">${share * 100} %</text>`,
  )
  const ticks = Array.from({ length: Math.floor((days - 1) / 15) + 1 }, (_, n) => n * 15).map(
    day => `<text x="${x(day)}" y="${size.height - 18}" text-anchor="middle">${day}</text>`,
  )
  const drawn = lines.map(({ name, shares }, n) => {
    const style = `stroke="${colors[n % colors.length]}" stroke-dasharray="${dashes[n % dashes.length]}"`
    const points = shares.map((share, day) => `${x(day)},${y(share)}`).join(' ')
    const [left, middle] = [size.width - size.right + 14, size.top + 14 + n * 20]
    return (
      `<polyline points="${points}" fill="none" stroke-width="2" ${style}/>` +
      `<path d="M${left} ${middle - 4}h26" stroke-width="2" ${style}/>` +
      `<text x="${left + 32}" y="${middle}">${escapeText(name)}</text>`
    )
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" font-family="sans-serif" font-size="12">
<title>${escapeText(title)}</title>
<rect width="100%" height="100%" fill="#fff"/>
<text x="${size.left}" y="22" font-size="15">${escapeText(title)}</text>
${[...grid, ...ticks, ...drawn].join('\n')}
<text x="${size.left + width / 2}" y="${size.height - 4}" text-anchor="middle">day</text>
</svg>
`
}
