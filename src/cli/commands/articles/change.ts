import type { Command } from 'commander'
import { configOption, example } from '../../command-options.ts'
import { atEdgeOrHere, edgeOption, type WhereToWork } from '../../edge-option.ts'
import { write } from '../../print.ts'
import type { Session } from '../../session.ts'

export function addWithdraw(articles: Command, session: Session): void {
  articles
    .command('withdraw <id>')
    .description("take an article's text away from readers, for ever; it keeps its place")
    .option('--reason <text>', 'why; readers see it')
    .addOption(edgeOption())
    .addOption(configOption())
    .addHelpText('after', example('articles withdraw 3kq8v0x2m7nd --reason "at the wish of a source"'))
    .action(async (id: string, options: WhereToWork & { readonly reason?: string }) => {
      const { reason } = options
      await atEdgeOrHere(session, options, {
        there: api => api.ask('post', `/articles/${encodeURIComponent(id)}/withdraw`, { reason }),
        async here(runtime) {
          const { withdrawArticle } = await import('../../../operations/change-article.ts')
          await withdrawArticle(id, reason ?? null, runtime)
        },
      })
      await write(session.terminal, `withdrawn: ${id}\n`)
    })
}

export function addPin(articles: Command, session: Session): void {
  articles
    .command('pin <id>')
    .description('keep an article on top of the front page')
    .option('--off', 'let it go again')
    .addOption(edgeOption())
    .addOption(configOption())
    .addHelpText('after', example('articles pin 3kq8v0x2m7nd'))
    .action(async (id: string, options: WhereToWork & { readonly off?: boolean }) => {
      const { off: isOff = false } = options
      await atEdgeOrHere(session, options, {
        there: api => api.ask('post', `/articles/${encodeURIComponent(id)}/pin`, { pinned: !isOff }),
        async here(runtime) {
          const { pinArticle } = await import('../../../operations/change-article.ts')
          await pinArticle(id, !isOff, runtime)
        },
      })
      await write(session.terminal, `${isOff ? 'let go' : 'pinned'}: ${id}\n`)
    })
}
