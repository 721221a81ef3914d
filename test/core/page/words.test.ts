import { describe, expect, test } from 'vitest'
import { interfaceLanguages, safetyFor, wordsFor } from '../../../src/core/page/words.ts'

describe.each(interfaceLanguages)('the interface in %s', language => {
  test('says everything that English says, in its own words', () => {
    const [own, english] = [wordsFor(language), wordsFor('en')]

    expect(Object.keys(own).toSorted()).toEqual(Object.keys(english).toSorted())
    expect(own.language).toBe(language)
    for (const [key, text] of Object.entries(own)) {
      const said = typeof text === 'function' ? text('1' as never, 2) : text
      expect(said.trim(), key).not.toBe('')
    }
  })

  test('has every safety text, with the address where one belongs', () => {
    const { words, ...own } = safetyFor(language, [language])
    const english = safetyFor('en', []).words

    expect(own.language).toBe(language)
    expect(Object.keys(words).toSorted()).toEqual(Object.keys(english).toSorted())
    expect(words.moving('next.example')).toContain('next.example')
    for (const [key, text] of Object.entries(words)) expect(String(text).trim(), key).not.toBe('')
  })

  test('dates are written in it', () => {
    expect(Intl.DateTimeFormat.supportedLocalesOf(wordsFor(language).dates)).toHaveLength(1)
  })
})

test('safety texts that nobody who speaks the language has read stand in English', () => {
  expect(safetyFor('ru', []).language).toBe('en')
  expect(safetyFor('ru-BY', ['ru']).language).toBe('ru')
  expect(safetyFor('sw', ['sw']).language).toBe('en')
})

test('a language without words of its own is spoken to in English', () => {
  expect(wordsFor('ug').language).toBe('en')
  expect(wordsFor('zh-Hant').language).toBe('zh')
})
