import { escapeAttribute, escapeText } from '../html/escape.ts'
import type { Fate, TracedPassage } from './article.ts'

const steps = [
  'kept',
  'notice',
  'credit',
  'correction',
  'caption',
  'judge',
  'chrome',
  'hidden',
  'inset',
  'edge',
  'rules',
]

/**
 * A picture of a page as a document without scripts: its passages in reading order, coloured by what the steps of the
 * extraction decided of each.
 */
export function pictureExtraction(title: string, passages: readonly TracedPassage[]): string {
  const counts = new Map<string, number>()
  for (const { step } of passages) counts.set(step, (counts.get(step) ?? 0) + 1)
  const blocks = passages.map(passage => {
    const fate = escapeText(`${passage.step}: ${passage.reason}`)
    return `<p class="${classOf(passage)}" title="${escapeAttribute(`${passage.step}: ${passage.reason}`)}">${escapeText(passage.line)}<small>${fate}</small></p>`
  })
  const legend = [...counts].map(
    ([step, count]) => `<li class="${classOf({ step })}">${escapeText(step)}: ${count}</li>`,
  )
  const heading = escapeText(title)
  return `<!doctype html>
<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${heading}</title><style>${style}</style></head>
<body><h1>${heading}</h1><ul>${legend.join('')}</ul>
${blocks.join('\n')}
</body></html>
`
}

function classOf({ step }: Pick<Fate, 'step'>): string {
  return steps.includes(step) ? step : 'other'
}

const style = `body{font:16px/1.5 sans-serif;max-width:50em;margin:1em auto;padding:0 1em;color:#111;background:#fff}
p,li{margin:.3em 0;padding:.3em .6em;border-left:.5em solid #888;background:#eee;list-style:none}
ul{padding:0;display:flex;flex-wrap:wrap;gap:.4em}
small{display:block;color:#444}.kept small{display:none}
.kept{border-color:#1a7f37;background:#dff5e3}.notice,.credit,.correction{border-color:#0b5cad;background:#e1effc}
.caption{border-color:#0f766e;background:#dff3f1}.judge{border-color:#b42318;background:#fde7e4}
.chrome{border-color:#9a5b00;background:#fcefd9}.hidden{border-color:#555;background:#ddd}
.rules{border-color:#a1175a;background:#fbe3ef}
.inset,.edge{border-color:#7a3e9d;background:#f1e5f8}`
