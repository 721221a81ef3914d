import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { addAnswerMail } from './commands/answer-mail.ts'
import { addArticles } from './commands/articles.ts'
import { addAudit } from './commands/audit.ts'
import { addBackup, addMove, addRestore } from './commands/backup.ts'
import { addBundle } from './commands/bundle.ts'
import { addChannels } from './commands/channels.ts'
import { addDeploy } from './commands/deploy.ts'
import { addDoctor } from './commands/doctor.ts'
import { addExport } from './commands/export.ts'
import { addExtract } from './commands/extract.ts'
import { addFetch } from './commands/fetch.ts'
import { addImport } from './commands/import.ts'
import { addInit } from './commands/init.ts'
import { addInvite } from './commands/invite.ts'
import { addKeygen } from './commands/keygen.ts'
import { addMirrors } from './commands/mirrors.ts'
import { addPanic } from './commands/panic.ts'
import { addParse } from './commands/parse.ts'
import { addProbe } from './commands/probe.ts'
import { addPull } from './commands/pull.ts'
import { addRotate } from './commands/rotate.ts'
import { addServe } from './commands/serve.ts'
import { addSimulate } from './commands/simulate.ts'
import { addSources } from './commands/sources.ts'
import { addStatus } from './commands/status.ts'
import { addVerifier } from './commands/verifier.ts'
import { addVerify } from './commands/verify.ts'
import { addWhere } from './commands/where.ts'
import { addWork } from './commands/work.ts'
import type { AddCommand, Session } from './session.ts'

/** In the order of a newsroom's first day. */
const commands: readonly AddCommand[] = [
  addInit,
  addServe,
  addPull,
  addStatus,
  addDoctor,
  addWork,
  addSources,
  addArticles,
  addMirrors,
  addRotate,
  addProbe,
  addAudit,
  addChannels,
  addInvite,
  addWhere,
  addAnswerMail,
  addSimulate,
  addPanic,
  addFetch,
  addParse,
  addExtract,
  addExport,
  addBundle,
  addImport,
  addBackup,
  addRestore,
  addMove,
  addDeploy,
  addKeygen,
  addVerify,
  addVerifier,
]

/** The whole command line. Every fault of usage is thrown as CommanderError, every other one as it is. */
export function createProgram(session: Session): Command {
  const { output, errors } = session.terminal
  const program = new Command('tamizdat')
    .description('Gives the readers of a blocked newsroom its articles back.')
    .version(readVersion(), '--version')
    .option('--debug', 'show where an error came from')
    .helpCommand(false)
    .showHelpAfterError('(--help shows how it is used)')
    .exitOverride()
    .configureOutput({
      writeOut: text => void output.write(text),
      writeErr: text => void errors.write(text),
    })
  for (const add of commands) add(program, session)
  return program
}

function readVersion(): string {
  const manifest: { version: string } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  )
  return manifest.version
}
