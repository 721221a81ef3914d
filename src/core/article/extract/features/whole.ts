import { type Features, share } from './rows.ts'

/** What all passages of a page have in common. */
export const whole: Features = {
  names: ['pageProse', 'pageText', 'pageLinked', 'pagePassages', 'pageWide', 'pageStated'],
  write(rows, { prose, text, linked, wide, passages, hasStated }) {
    rows.put(Math.log1p(Math.max(0, prose)))
    rows.put(Math.log1p(Math.max(0, text)))
    rows.put(share(linked, text))
    rows.put(passages.length)
    rows.put(share(wide, text))
    rows.put(Number(hasStated))
  },
}
