import { type Element, isTag, isText } from 'domhandler'
import { kinds, kindsOf } from './kinds.ts'

/** The running text of an element as it stands in the source, with what is in it. */
export interface Run {
  text: string
  /** Characters in links, in bold and in italics. */
  linked: number
  links: number
  strong: number
  slanted: number
  breaks: number
  images: number
  /** Spaces that stand for line breaks and the edges of blocks. */
  spaces: number
}

/** Reads all that runs in an element. */
export function readRun(element: Element): Run {
  const run: Run = { text: '', linked: 0, links: 0, strong: 0, slanted: 0, breaks: 0, images: 0, spaces: 0 }
  readInto(element, run, false)
  return run
}

function readInto(element: Element, run: Run, inLink: boolean): void {
  for (const child of element.children) {
    if (isText(child)) run.text += child.data
    else if (isTag(child)) {
      const { name } = child
      if (name === 'br') {
        run.breaks++
        run.text += ' '
        run.spaces++
        continue
      }
      if (name === 'img') run.images++
      if ((kindsOf(name) & kinds.block) !== 0) {
        run.text += ' '
        run.spaces++
      }
      const start = run.text.length
      const isLink = name === 'a' && !inLink
      readInto(child, run, inLink || isLink)
      const added = run.text.length - start
      if (isLink && added > 0) {
        run.linked += added
        run.links++
      } else if (name === 'b' || name === 'strong') run.strong += added
      else if (name === 'i' || name === 'em') run.slanted += added
    }
  }
}
