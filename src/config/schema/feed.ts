import * as z from 'zod'
import { isFreeSlug } from '../../core/page/path.ts'
import { wordsOf } from '../../core/search/words.ts'
import { note } from './key-note.ts'
import { id, idWords, language } from './values.ts'

const ruleWords = z.array(z.string().refine(text => wordsOf(text).length > 0)).default([])
const ruleWordsAllowed = 'list of words or phrases with a letter in them'

export const ownFeed = z.strictObject({
  id: note(id().refine(isFreeSlug), {
    description:
      'Names the feed in addresses (`/feeds/ID.rss`, `/ID.html`). Readers subscribe to it: do not change it later.',
    allowed: `${idWords}; no name of a page of ours, none that begins with source-, lang- or topic-, or ends with -light or a number`,
    example: `'iran-women'`,
  }),
  title: note(z.string().trim().min(1), {
    description: 'What readers see as its title.',
    allowed: 'text',
    example: `'Women in Iran'`,
  }),
  sources: note(z.array(id()).default([]), {
    description: 'Sources, one of which announced the article.',
    allowed: 'list of ids of sources',
    example: `['bbc-persian']`,
  }),
  topics: note(z.array(id()).default([]), {
    description: 'Topics, one of which the article has.',
    allowed: 'list of topics of sources',
    example: `['world', 'iran']`,
  }),
  languages: note(z.array(language).default([]), {
    description: 'Languages, one of which the article is in; `zh` stands for `zh-Hant` too.',
    allowed: 'list of language tags (BCP 47)',
    example: `['fa', 'ckb']`,
  }),
  include: note(ruleWords, {
    description:
      'Whole words or phrases, one of which stands in title or text, as the search would find them: in capitals or not, in any script.',
    allowed: ruleWordsAllowed,
    example: `['women', 'زنان', 'Islamic Republic']`,
  }),
  exclude: note(ruleWords.clone(), {
    description: 'Whole words or phrases, none of which does.',
    allowed: ruleWordsAllowed,
    example: `['football']`,
  }),
})
