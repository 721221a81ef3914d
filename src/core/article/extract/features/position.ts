import { type Features, share } from './rows.ts'

/** Where on the page a passage stands, and under which heading. */
export const position: Features = {
  names: [
    'index',
    'fromEnd',
    'indexShare',
    'beforeShare',
    'afterHeadline',
    'charsAfterHeadline',
    'sinceHeading',
    'headingTag',
    'headingLength',
    'headingEnds',
    'headingDepth',
  ],
  write(rows, page, index) {
    const { passages, before, headline, places, tags } = page
    const count = passages.length
    const here = before[index] ?? 0
    rows.put(index)
    rows.put(count - index)
    rows.put(index / count)
    rows.put(share(here, page.text))
    rows.put(headline < 0 ? -999 : index - headline)
    rows.put(headline < 0 ? -99999 : here - (before[headline] ?? 0))
    const above = page.headings[index] ?? -1
    const heading = passages[above]
    rows.put(heading === undefined ? 99 : index - above)
    rows.put(heading === undefined ? -1 : (tags[above] ?? -1))
    rows.put(heading?.length ?? -1)
    rows.put(heading?.last ?? -1)
    const depth = places.depths[passages[index]?.at ?? 0] ?? 0
    rows.put(heading === undefined ? -99 : depth - (places.depths[heading.at] ?? 0))
  },
}
