import { bad, type Check, type DoctorDeps, type Finding, ok, warn } from './check.ts'
import { publicHosts } from './public-hosts.ts'

/** Whether what is for the operator alone, or for the front alone, can be reached by anybody. */
export const listenersCheck: Check = {
  id: 'listeners',
  async run(deps) {
    const findings = [...(await operatorsPort(deps)), ...readersPort(deps)]
    return findings.length > 0 ? findings : [ok('both listeners are on this machine only')]
  },
}

async function operatorsPort(deps: DoctorDeps): Promise<readonly Finding[]> {
  const { outlook } = deps
  const { operator } = deps.listeners
  if (isLoopback(operator.host)) return []
  const next = `set operator.host to '127.0.0.1' and come by ssh -L ${operator.port}:127.0.0.1:${operator.port}`
  const [mirror] = await publicHosts(deps)
  const [address] = mirror === undefined || outlook === null ? [] : await outlook.addressesOf(mirror.host)
  if (address !== undefined && (await outlook?.answers(address, operator.port)))
    return [bad(`the operator's port ${operator.port} is open to the world at ${address}`, next)]
  return [warn(`the operator's listener is on ${operator.host}, not on this machine alone`, next)]
}

function readersPort({ listeners: { readers } }: DoctorDeps): readonly Finding[] {
  if (isLoopback(readers.host)) return []
  return [
    warn(
      `the readers' listener is on ${readers.host}: it can be asked without TLS, past the front`,
      "set server.host to '127.0.0.1', or let a firewall keep the port for the front",
    ),
  ]
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}
