import { expect, test } from 'vitest'
import { pictureExtraction } from '../../../src/core/article/picture-extraction.ts'

test('a picture shows every passage with what became of it, and runs nothing', () => {
  const picture = pictureExtraction('Vote <now>', [
    { line: 'Home', step: 'chrome', reason: 'nav' },
    { line: 'The council voted on Monday & Tuesday.', step: 'kept', reason: 'in the article' },
    { line: 'Read also: <script>alert(1)</script>', step: 'judge', reason: 'unlike the body: 3 %' },
    { line: 'Odd', step: 'unheard-of', reason: '"' },
  ])

  expect(picture).toContain('<title>Vote &lt;now&gt;</title>')
  expect(picture).toContain('<p class="chrome" title="chrome: nav">Home')
  expect(picture).toContain(
    '<p class="kept" title="kept: in the article">The council voted on Monday &amp; Tuesday.',
  )
  expect(picture).toContain('<p class="judge" title="judge: unlike the body: 3 %">Read also: &lt;script&gt;')
  expect(picture).toContain('<p class="other" title="unheard-of: &quot;">Odd')
  expect(picture).toContain('<li class="kept">kept: 1</li>')
  expect(picture).not.toContain('<script')
})
