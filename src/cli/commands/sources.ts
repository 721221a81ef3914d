import type { Command } from 'commander'
import type { Session } from '../session.ts'
import { addCheck } from './sources/check.ts'
import { addImport } from './sources/import.ts'
import { addList } from './sources/list.ts'
import { addResume } from './sources/resume.ts'

export function addSources(program: Command, session: Session): void {
  const sources = program.command('sources').description('the newsrooms that are followed')
  addList(sources, session)
  addCheck(sources, session)
  addResume(sources, session)
  addImport(sources, session)
}
