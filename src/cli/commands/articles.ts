import type { Command } from 'commander'
import type { Session } from '../session.ts'
import { addPin, addWithdraw } from './articles/change.ts'
import { addCorrect } from './articles/correct.ts'
import { addList } from './articles/list.ts'
import { addShow } from './articles/show.ts'

export function addArticles(program: Command, session: Session): void {
  const articles = program.command('articles').description("the newsroom's hand on its articles")
  addList(articles, session)
  addShow(articles, session)
  addWithdraw(articles, session)
  addCorrect(articles, session)
  addPin(articles, session)
}
