import type { ConfigInput } from './schema.ts'

export { secret } from './secret.ts'

/** Returns the configuration as it is: for an editor to complete its keys. */
export function defineConfig(config: ConfigInput): ConfigInput {
  return config
}
