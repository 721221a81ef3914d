import { lettersOf } from '../../html/letters.ts'
import type { Passage } from './passages.ts'

/** Which passages say the title, which never stands in a body. */
export function findTitles(passages: readonly Passage[], title: string | null): readonly boolean[] {
  const letters = lettersOf(title ?? '')
  return passages.map(
    ({ element, line }) =>
      element.name === 'h1' ||
      (letters !== '' &&
        line.length >= letters.length &&
        line.length <= letters.length * 3 &&
        lettersOf(line) === letters),
  )
}
