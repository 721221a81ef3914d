import { type Features, share } from './rows.ts'

/** What all passages of a page have in common. */
export const whole: Features = {
  names: ['pageProse', 'pageText', 'pageLinked', 'pagePassages', 'pageWide'],
  write(rows, { logOfProse, logOfText, text, linked, wide, passages }) {
    rows.put(logOfProse)
    rows.put(logOfText)
    rows.put(share(linked, text))
    rows.put(passages.length)
    rows.put(share(wide, text))
  },
}
