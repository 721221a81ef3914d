import { expect, test } from 'vitest'
import { pictureExtraction } from '../../../src/core/article/picture-extraction.ts'

const page = `<body><nav><p>Home</p><p>Sport</p></nav>
<p>The council voted on Monday & Tuesday.</p><p>Read also: <b>Rain</b></p><p>…</p><script>alert(1)</script></body>`

test('a picture shows every passage with what became of it, and runs nothing', () => {
  const picture = pictureExtraction(
    page,
    { title: 'Vote <now>', text: 'The council voted on Monday & Tuesday.' },
    [
      { step: 'chrome', reason: 'nav', where: 'nav', text: 'Home Sport' },
      { step: 'judge', reason: 'unlike the body: 3 %', where: 'p', text: 'Read also: Rain' },
    ],
  )

  expect(picture).toContain(
    '<p class="kept" title="kept: in the article">The council voted on Monday &amp; Tuesday.',
  )
  expect(picture).toContain('<p class="chrome" title="chrome: nav">Home')
  expect(picture).toContain('<p class="chrome" title="chrome: nav">Sport')
  expect(picture).toContain('<p class="judge" title="judge: unlike the body: 3 %">Read also: Rain')
  expect(picture).toContain('<title>Vote &lt;now&gt;</title>')
  expect(picture).toContain('<p class="judge" title="judge: unlike the body: 3 %">…')
  expect(picture).not.toContain('alert')
})
