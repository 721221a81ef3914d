/** Which hosts were asked for, so that none is given up that readers still poll. Not how often, nor by whom. */
export interface AskedHosts {
  add(host: string): void
  /** The hosts since the last call. */
  take(): readonly string[]
}

export function createAskedHosts(): AskedHosts {
  let hosts = new Set<string>()
  return {
    add: host => void hosts.add(host),
    take() {
      const taken = [...hosts].sort()
      hosts = new Set()
      return taken
    },
  }
}
