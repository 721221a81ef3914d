import { expect, test } from 'vitest'
import { holdsAll, readQuery, wordsOf } from '../../../src/core/search/words.ts'

test.each([
  { name: 'the beginning of a word', query: 'журналист', text: 'Задержаны журналисты' },
  { name: 'words in any order', query: 'минск суд', text: 'Суд в Минске' },
  { name: 'ё typed as е', query: 'еще', text: 'Ещё один' },
  { name: 'a word of two Chinese letters', query: '记者', text: '一名记者被捕' },
  { name: 'one Chinese letter', query: '捕', text: '被捕者' },
  { name: 'Persian letters of an Arabic keyboard', query: 'كتاب ايران', text: 'کتاب ایران' },
  { name: 'a word with and without its joiner', query: 'می‌خواهم', text: 'میخواهم' },
  { name: 'Arabic without its vowels', query: 'كتب', text: 'كَتَبَ' },
  { name: 'Persian digits', query: '1405', text: 'سال ۱۴۰۵' },
  { name: 'Tibetan by syllables', query: 'བོད་ཡིག', text: 'བོད་ཡིག་གི་' },
  { name: 'Thai without spaces', query: 'นักข่าว', text: 'จับนักข่าวสองคน' },
  { name: 'capitals', query: 'NATO', text: 'nato chief' },
])('finds $name', ({ query, text }) => {
  expect(holdsAll(wordsOf(text), readQuery(query))).toBe(true)
})

test.each([
  { name: 'one word of two', query: 'минск париж', text: 'Суд в Минске' },
  { name: 'Chinese letters that do not stand together', query: '记捕', text: '一名记者被捕' },
  { name: 'the end of a word', query: 'налист', text: 'журналист' },
])('does not find $name', ({ query, text }) => {
  expect(holdsAll(wordsOf(text), readQuery(query))).toBe(false)
})

test('a text without spaces may be of any length', () => {
  expect(wordsOf('漢'.repeat(300_000))).toHaveLength(299_999)
})

test('nothing but signs looks for nothing, and an endless query is cut', () => {
  expect(readQuery('"*-() ')).toEqual([])
  expect(readQuery('a '.repeat(5_000)).length).toBeLessThanOrEqual(8)
})
