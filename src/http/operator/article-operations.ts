import {
  correctByHand,
  decideConflict,
  findArticle,
  pinArticle,
  withdrawArticle,
} from '../../operations/change-article.ts'
import { articleFacts } from './facts.ts'
import { type Given, limit, limitOf, type OperatorOperation, of, optional, text } from './operation.ts'

/** The newsroom's hand on its articles. */
export const articleOperations: readonly OperatorOperation[] = [
  {
    id: 'listArticles',
    method: 'get',
    path: '/articles',
    summary: 'The newest articles, of everything or of one source.',
    fields: { limit, source: text('Id of a source.') },
    run: async (given, { archive }) => {
      const slug = given['source'] === undefined ? 'all' : `source-${given['source']}`
      return (await archive.listed(slug, { limit: limitOf(given) })).map(articleFacts)
    },
  },
  {
    id: 'showArticle',
    method: 'get',
    path: '/articles/{id}',
    summary: 'One article with its text.',
    fields: {},
    run: async (given, { archive }) => {
      const article = await findArticle(of(given, 'id'), archive)
      return { ...articleFacts(article), summary: article.summary, text: article.text, html: article.html }
    },
  },
  {
    id: 'withdrawArticle',
    method: 'post',
    path: '/articles/{id}/withdraw',
    summary: 'Takes an article away from readers on every host, for good.',
    fields: { reason: text('Why; stands in the audit log and on the page.') },
    run: async (given, deps) => {
      await withdrawArticle(of(given, 'id'), optional(given, 'reason') ?? null, deps)
      return articleFacts(await findArticle(of(given, 'id'), deps.archive))
    },
  },
  {
    id: 'correctArticle',
    method: 'post',
    path: '/articles/{id}/correct',
    summary: "Puts the operator's words in place of an article's; what is left out stays.",
    fields: {
      title: text('Another headline.'),
      text: text('Another body: HTML, or paragraphs parted by empty lines.'),
      summary: text('Another summary.'),
      note: text('A line below the article that tells readers of the correction.'),
    },
    run: async (given, deps) => articleFacts(await correctByHand(of(given, 'id'), wantedOf(given), deps)),
  },
  {
    id: 'decideConflict',
    method: 'post',
    path: '/articles/{id}/decide',
    summary: 'Takes the text that upstream gave after a correction, or stays with the correction.',
    fields: {
      take: {
        type: 'string',
        description: 'Whose text is shown.',
        required: true,
        enum: ['upstream', 'operator'],
      },
    },
    run: async (given, deps) => {
      const take = of(given, 'take') === 'upstream' ? 'upstream' : 'operator'
      return articleFacts(await decideConflict(of(given, 'id'), take, deps))
    },
  },
  {
    id: 'pinArticle',
    method: 'post',
    path: '/articles/{id}/pin',
    summary: 'Keeps an article on top of the front page, or lets it go.',
    fields: { pinned: { type: 'boolean', description: 'Whether it is kept on top.', required: true } },
    run: async (given, deps) => {
      await pinArticle(of(given, 'id'), given['pinned'] === true, deps)
      return articleFacts(await findArticle(of(given, 'id'), deps.archive))
    },
  },
]

function wantedOf(given: Given) {
  const entries = ['title', 'text', 'summary', 'note'].flatMap(name => {
    const value = optional(given, name)
    return value === undefined ? [] : [[name, value]]
  })
  return Object.fromEntries(entries)
}
