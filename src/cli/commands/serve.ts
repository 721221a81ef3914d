import type { Command } from 'commander'
import type { Config } from '../../config/config.ts'
import { configOption, example, parsePort } from '../command-options.ts'
import { write } from '../print.ts'
import type { Serving } from '../runtime.ts'
import { type Session, withRuntime } from '../session.ts'

interface ServeOptions {
  readonly config: string
  readonly port?: number
  readonly adminPort?: number
}

export function addServe(program: Command, session: Session): void {
  program
    .command('serve')
    .description('pull the sources on their schedule, publish, and serve readers; Ctrl-C ends it')
    .addOption(configOption())
    .option('--port <number>', "port of the readers' listener", parsePort)
    .option('--admin-port <number>', "port of the operator's listener", parsePort)
    .addHelpText('after', example('serve --port 8080'))
    .action((options: ServeOptions) => {
      const adjust = (config: Config) => withPorts(config, options)
      return withRuntime(session, { config: options.config, adjust, isLogged: true }, async runtime => {
        const serving = await runtime.serve({ signal: session.terminal.signal })
        const open = runtime.channels.filter(channel => channel.kind === 'public').map(channel => channel.id)
        // Hosts of closed channels answer under a prefix alone, and are nothing to print.
        const hosts = (await runtime.mirrorLog.list()).filter(
          mirror => mirror.state === 'live' && open.includes(mirror.channelId),
        )
        await write(
          session.terminal,
          describeServing(
            runtime.config,
            serving,
            hosts.map(mirror => mirror.host),
          ),
        )
        await serving.stopped
      })
    })
}

/** The command line's ports in place of the configuration's; a public port that only repeated the old one follows. */
export function withPorts(config: Config, { port, adminPort }: Omit<ServeOptions, 'config'>): Config {
  const { server, operator } = config
  const newPort = port ?? server.port
  const publicPort = server.publicPort === server.port && newPort !== 0 ? newPort : server.publicPort
  return {
    ...config,
    server: { ...server, port: newPort, publicPort },
    operator: { ...operator, port: adminPort ?? operator.port },
  }
}

function describeServing(
  { server, operator, where }: Config,
  serving: Serving,
  hosts: readonly string[],
): string {
  const port = server.publicPort === null ? '' : `:${server.publicPort}`
  const addresses = hosts.map(host => `  ${server.publicScheme}://${host}${port}/\n`).join('')
  const readers =
    hosts.length > 0 ? addresses : '  nobody yet: no mirror is live (npx tamizdat mirrors activate HOST)\n'
  return (
    `Readers (listening on ${server.host}, port ${serving.port}):\n${readers}` +
    `Operator: http://${operator.host}:${serving.operatorPort}/healthz\n` +
    (where === null ? '' : `Where a secret leads: http://${where.host}:${serving.wherePort}/\n`)
  )
}
