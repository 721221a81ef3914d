import { describe, expect, test } from 'vitest'
import {
  formatDefinition,
  type RuleDefinition,
  ruledEditionsOf,
} from '../../../src/core/feed/edition-rule.ts'

const nothing = { id: 'own', sources: [], topics: [], languages: [], include: [], exclude: [] }
const article = {
  sourceIds: ['one', 'two'],
  topics: ['world', 'iran'],
  language: 'fa-AF',
  title: 'Протест в Минске',
  text: 'Журналистов задержали.\n\nО футболе ничего.',
}

function isHeld(rule: Partial<RuleDefinition>, changes: Partial<typeof article> = {}): boolean {
  return ruledEditionsOf({ ...article, ...changes }, [{ ...nothing, ...rule }]).length > 0
}

describe('an edition by a rule', () => {
  test.each<{ name: string; rule: Partial<RuleDefinition>; want: boolean }>([
    { name: 'without conditions holds everything', rule: {}, want: true },
    { name: 'of one of the sources that announced it', rule: { sources: ['x', 'two'] }, want: true },
    { name: 'of other sources', rule: { sources: ['x'] }, want: false },
    { name: 'of one of its topics', rule: { topics: ['iran', 'x'] }, want: true },
    { name: 'of another topic', rule: { topics: ['ira'] }, want: false },
    { name: 'of its language, wherever it is spoken', rule: { languages: ['fa'] }, want: true },
    { name: 'of its language there', rule: { languages: ['FA-af'] }, want: true },
    { name: 'of its language elsewhere', rule: { languages: ['fa-IR'] }, want: false },
    { name: 'of a language whose tag begins alike', rule: { languages: ['f'] }, want: false },
    { name: 'with a word of the title', rule: { include: ['протест'] }, want: true },
    { name: 'with a word of the text among others', rule: { include: ['нет', 'ЗАДЕРЖАЛИ'] }, want: true },
    { name: 'with none of the words', rule: { include: ['нет', 'никого'] }, want: false },
    { name: 'without a word that is in it', rule: { exclude: ['футболе'] }, want: false },
    { name: 'without a word that is not in it', rule: { exclude: ['хоккее'] }, want: true },
    {
      name: 'whose word is out comes before whose word is in',
      rule: { include: ['протест'], exclude: ['минске'] },
      want: false,
    },
    {
      name: 'all of whose conditions are met',
      rule: {
        sources: ['one'],
        topics: ['iran'],
        languages: ['fa'],
        include: ['протест'],
        exclude: ['хоккей'],
      },
      want: true,
    },
    {
      name: 'one of whose conditions is not',
      rule: { sources: ['one'], topics: ['x'], include: ['протест'] },
      want: false,
    },
  ])('$name: $want', ({ rule, want }) => expect(isHeld(rule)).toBe(want))

  test('every rule is decided by itself', () => {
    const rules = [
      { ...nothing, id: 'a', include: ['протест'] },
      { ...nothing, id: 'b', include: ['нет'] },
      { ...nothing, id: 'c', exclude: ['нет'] },
    ]

    expect(ruledEditionsOf(article, rules)).toEqual(['a', 'c'])
  })
})

describe('a word is found', () => {
  test.each<{ name: string; word: string; text: string; want?: boolean }>([
    { name: 'whole', word: 'Иран', text: 'в Иран приехали' },
    { name: 'not within another', word: 'Иран', text: 'иранский Тегеран', want: false },
    { name: 'not at the head of another', word: 'кот', text: 'который', want: false },
    { name: 'at a hyphen, a quote, a bracket or a stop', word: 'Иран', text: '«Иран»-(2024).' },
    { name: 'in capitals', word: 'iran', text: 'IRAN' },
    {
      name: 'in Greek capitals, whose last letter has another form',
      word: 'ΠΟΛΙΤΗΣ',
      text: 'πολίτης πολιτης',
    },
    { name: 'with a Turkish capital that has a dot', word: 'istanbul', text: 'İSTANBUL İstanbul’da' },
    { name: 'with a Turkish small letter that has none', word: 'ISPARTA', text: 'ısparta' },
    { name: 'with a dot in the rule', word: 'İzmir', text: 'izmir' },
    { name: 'with a German letter that has no capital', word: 'Straße', text: 'STRASSE' },
    { name: 'with accents, composed or not', word: 'Ira\u0301n', text: 'Irán' },
    { name: 'not with accents that make another word', word: 'ano', text: 'año', want: false },
    { name: 'with the dots of ё left out', word: 'Орёл', text: 'орел' },
    { name: 'in full width', word: 'BBC', text: 'ＢＢＣの' },
    { name: 'with Arabic vowels and joiners', word: 'می‌خواهم', text: 'مي\u200cخواهم' },
    { name: 'with Arabic letters for Persian ones', word: 'ایران', text: 'إيران' },
    { name: 'with the digits of another script', word: '2024', text: '۲۰۲۴' },
    { name: 'as a phrase', word: 'Islamic  Republic', text: 'the Islamic\nRepublic of' },
    { name: 'as a phrase not apart', word: 'Islamic Republic', text: 'Islamic and Republic', want: false },
    { name: 'in Chinese, within a run', word: '记者', text: '一名记者在北京被捕' },
    { name: 'in Chinese, longer than two letters', word: '人民日报', text: '据人民日报报道' },
    { name: 'in Chinese, not with its letters apart', word: '人民日报', text: '人民和日报', want: false },
    { name: 'in Chinese, one letter', word: '党', text: '共产党员' },
    { name: 'in Japanese', word: '新聞', text: '朝日新聞は' },
    { name: 'in Thai', word: 'นักข่าว', text: 'จับนักข่าวสองคน' },
    { name: 'in Burmese', word: 'သတင်း', text: 'ထိုသတင်းကို' },
    { name: 'in Tibetan, by syllables', word: 'བོད་', text: 'བོད་ཀྱི་གསར་འགྱུར།' },
    { name: 'in Uyghur', word: 'ئۇيغۇر', text: 'ئۇيغۇر ئېلى' },
    { name: 'in Georgian capitals', word: 'საქართველო', text: 'ᲡᲐᲥᲐᲠᲗᲕᲔᲚᲝ' },
    { name: 'in Hangul', word: '기자', text: '기자 두 명' },
    { name: 'never where it has no letters', word: '!!!', text: '!!!', want: false },
  ])('$name', ({ word, text, want = true }) => {
    expect(isHeld({ include: [word] }, { title: '', text })).toBe(want)
    expect(isHeld({ exclude: [word] }, { title: '', text })).toBe(!want)
  })
})

test('formatDefinition says the same of the same edition, whatever the order, and something else of another', () => {
  const a = formatDefinition({ ...nothing, include: ['x', 'y'], topics: ['b', 'a', 'a'] })

  expect(formatDefinition({ ...nothing, topics: ['a', 'b'], include: ['y', 'x'] })).toBe(a)
  expect(formatDefinition({ ...nothing, topics: ['a', 'b'], exclude: ['y', 'x'] })).not.toBe(a)
})
