import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { AppError, messageOf } from '../../core/errors.ts'
import { configOption, example, jsonOption } from '../command-options.ts'
import { edgeOption, type WhereToWork } from '../edge-option.ts'
import { withPool } from '../pool-hand.ts'
import { write, writeJson } from '../print.ts'
import type { Session } from '../session.ts'

interface WhereOptions extends WhereToWork {
  readonly list?: string
  readonly json?: boolean
}

export function addWhere(program: Command, session: Session): void {
  const { terminal } = session
  program
    .command('where <secret>')
    .description('the present address of an invite, for whoever holds its secret')
    .option('--list <file>', 'read the public encrypted list, not the archive; needs no configuration')
    .addOption(edgeOption())
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('where k7dq-0m2x-94vt-hs6e-wz3n-p1c8'))
    .action(async (secret: string, options: WhereOptions) => {
      const address = await find(secret, options, session)
      if (options.json) await writeJson(terminal, { address })
      else if (address !== null) await write(terminal, `${address}\n`)
      if (address !== null) return
      throw new AppError('invite-refused', 'no address now', {
        next: 'the secret may be mistyped, closed, or waiting for a host: tamizdat channels list',
      })
    })
}

async function find(secret: string, options: WhereOptions, session: Session): Promise<string | null> {
  if (options.list !== undefined) {
    const { readAddressList } = await import('../../operations/read-address-list.ts')
    return readAddressList(await readList(options.list), secret)
  }
  return withPool(session, options, pool => pool.where(secret))
}

async function readList(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch (cause) {
    const reason = messageOf(cause)
    throw new AppError('wrong-usage', `the list can't be read: ${reason}`, { cause })
  }
}
