import { expect, test } from 'vitest'
import { decodeText } from '../../../src/core/source/decode.ts'
import { charsets, encodeText, pageIn } from '../../support/pages-in-charsets.ts'

test.each(charsets)(
  'a whole page of $language in $charset is read by its label and without',
  ({ charset, language }) => {
    const page = pageIn(language)
    const body = encodeText(page, charset)

    expect(decodeText(body, { contentType: `text/html; charset=${charset}`, kind: 'html' }).text).toBe(page)
    expect(decodeText(body, { contentType: null, kind: 'html' }).text).toBe(page)
  },
)

test.each(['utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'])('a whole page in %s is read', charset => {
  const page = pageIn('ru')

  expect(decodeText(encodeText(page, charset), { contentType: null, kind: 'html' }).text).toBe(page)
})
