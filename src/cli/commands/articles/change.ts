import type { Command } from 'commander'
import { configOption, example } from '../../command-options.ts'
import { write } from '../../print.ts'
import { type Session, withRuntime } from '../../session.ts'

export function addWithdraw(articles: Command, session: Session): void {
  articles
    .command('withdraw <id>')
    .description("take an article's text away from readers, for ever; it keeps its place")
    .option('--reason <text>', 'why; readers see it')
    .addOption(configOption())
    .addHelpText('after', example('articles withdraw 3kq8v0x2m7nd --reason "at the wish of a source"'))
    .action((id: string, options: { config: string; reason?: string }) =>
      withRuntime(session, options, async runtime => {
        const { withdrawArticle } = await import('../../../operations/change-article.ts')
        await withdrawArticle(id, options.reason ?? null, runtime)
        await write(session.terminal, `withdrawn: ${id}\n`)
      }),
    )
}

export function addPin(articles: Command, session: Session): void {
  articles
    .command('pin <id>')
    .description('keep an article on top of the front page')
    .option('--off', 'let it go again')
    .addOption(configOption())
    .addHelpText('after', example('articles pin 3kq8v0x2m7nd'))
    .action((id: string, options: { config: string; off?: boolean }) =>
      withRuntime(session, options, async runtime => {
        const { pinArticle } = await import('../../../operations/change-article.ts')
        await pinArticle(id, !options.off, runtime)
        await write(session.terminal, `${options.off ? 'let go' : 'pinned'}: ${id}\n`)
      }),
    )
}
