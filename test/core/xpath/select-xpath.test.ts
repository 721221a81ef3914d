import { describe, expect, test } from 'vitest'
import { parseDocument } from '../../../src/core/html/parse.ts'
import { readXPath } from '../../../src/core/xpath/read-xpath.ts'
import { sayOf, selectXPath } from '../../../src/core/xpath/select-xpath.ts'

const page = parseDocument(
  '<!doctype html><html><head><meta name="author" content="Anna"></head><body><div id="a" class="x story"><p>one</p><p class="y">two <b>bold</b></p><p>three</p></div><ul><li>i</li><li>ii</li><li>iii</li></ul></body></html>',
)

function say(expression: string): string | readonly string[] {
  const read = readXPath(expression)
  if (read === null) return 'no expression'
  const found = selectXPath(page, read)
  return typeof found === 'string' ? found : found.map(sayOf)
}

describe('XPath', () => {
  test.each([
    { expression: '//p', want: ['one', 'two bold', 'three'] },
    { expression: '/html/body/ul/li', want: ['i', 'ii', 'iii'] },
    { expression: "//div[@id='a']/p[2]", want: ['two bold'] },
    { expression: '//li[last()]', want: ['iii'] },
    { expression: '//li[position() > 1]', want: ['ii', 'iii'] },
    { expression: '(//p)[1]', want: ['one'] },
    { expression: '(//div | //ul)/*[1]', want: ['one', 'i'] },
    { expression: '//meta[@name="author"]/@content', want: ['Anna'] },
    {
      expression: "//div[contains(concat(' ', normalize-space(@class), ' '), ' story ')]/p[1]",
      want: ['one'],
    },
    { expression: "//p[contains(., 'bold')]", want: ['two bold'] },
    { expression: '//b/ancestor::div/@id', want: ['a'] },
    { expression: '//b/parent::p/@class', want: ['y'] },
    { expression: "//p[@class='y']/following-sibling::p", want: ['three'] },
    { expression: "//p[@class='y']/preceding-sibling::*", want: ['one'] },
    { expression: '//div/p[not(@class)]', want: ['one', 'three'] },
    { expression: "//li[starts-with(text(), 'ii')]", want: ['ii', 'iii'] },
    { expression: "//li[.='i' or .='iii']", want: ['i', 'iii'] },
    { expression: '//ul[count(li) = 3]/li[1]', want: ['i'] },
    { expression: '//p[b]', want: ['two bold'] },
    { expression: '//p[string-length() = 3]', want: ['one'] },
    { expression: '//B', want: ['bold'] },
    { expression: "substring-after(//p[3], 'th')", want: 'ree' },
    { expression: "translate('abc', 'ab', 'A')", want: 'Ac' },
    { expression: 'concat(//li[1], "-", //li[2])', want: 'i-ii' },
    { expression: '//p[', want: 'no expression' },
    { expression: "//a[contain(@class, 'x')]", want: 'no expression' },
    { expression: '', want: 'no expression' },
  ])('$expression', ({ expression, want }) => expect(say(expression)).toEqual(want))

  test('an expression that looks at too many nodes is given up', () => {
    const wide = parseDocument('<p></p>'.repeat(3_000))
    const read = readXPath('//p[following::p[following::p]]')

    expect(() => read !== null && selectXPath(wide, read)).toThrow('too many nodes')
  })
})
