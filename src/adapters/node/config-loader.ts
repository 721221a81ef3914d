import { existsSync, readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { dirname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Config } from '../../config/config.ts'
import { parseConfig } from '../../config/parse-config.ts'
import type { Secret } from '../../config/secret.ts'
import { AppError, messageOf } from '../../core/errors.ts'

const packageUrl = new URL('../../config/define-config.ts', import.meta.url).href
let loads = 0

/**
 * Loads and checks a configuration file. Relative files in it (`store.file`, a secret's `file`) are taken from its folder.
 * @throws AppError `config-missing`, `config-invalid`, `secret-missing`.
 */
export async function loadConfig(
  file: string,
  /** Told of every secret as it is asked for. */
  onSecret: (name: string, value: string) => void = () => undefined,
): Promise<Config> {
  const path = resolve(file)
  if (!existsSync(path)) {
    throw new AppError('config-missing', `there is no configuration ${file}`, {
      next: 'make one with: tamizdat init, or name another with --config',
    })
  }
  const folder = dirname(path)
  const config = parseConfig(
    await importDefault(path),
    secret => {
      const value = revealSecret(secret, folder)
      onSecret(secret.name, value)
      return value
    },
    secret => locateSecret(secret, folder),
  )
  const { addressList, siteConfigs, store } = config
  return {
    ...config,
    store: { file: resolve(folder, store.file) },
    addressList: addressList && { ...addressList, file: resolve(folder, addressList.file) },
    siteConfigs: siteConfigs === null ? null : resolve(folder, siteConfigs),
  }
}

async function importDefault(path: string): Promise<unknown> {
  // A changed file is another module; Node keeps every module it has loaded under its address.
  loads += 1
  const url = `${pathToFileURL(path).href}?load=${loads}`
  const hooks = registerHooks({
    resolve(specifier, context, nextResolve) {
      // A configuration may stand anywhere on the machine, where no node_modules leads to this package.
      if (specifier === 'tamizdat')
        return { url: packageUrl, format: 'module-typescript', shortCircuit: true }
      // Without a package.json above it Node would first take the file for CommonJS, and warn.
      if (specifier === url && path.endsWith('.ts'))
        return { url, format: 'module-typescript', shortCircuit: true }
      return nextResolve(specifier, context)
    },
  })
  try {
    const module: { default?: unknown } = await import(url)
    if (module.default !== undefined) return module.default
  } catch (cause) {
    const reason = messageOf(cause)
    throw new AppError('config-invalid', `${path}: it can't be loaded: ${reason}`, { cause })
  } finally {
    hooks.deregister()
  }
  throw new AppError('config-invalid', `${path}: has no default export`, {
    next: 'write: export default defineConfig({ … })',
  })
}

function revealSecret(secret: Secret, folder: string): string {
  const value = process.env[secret.name]
  if (value !== undefined && value !== '') return value
  const file = locateSecret(secret, folder)
  if (file !== null) return readSecret(secret, file)
  throw missingSecret(secret, 'neither variable is set')
}

function locateSecret({ name, file }: Secret, folder: string): string | null {
  const value = process.env[name]
  if (value !== undefined && value !== '') return null
  const named = process.env[`${name}_FILE`]
  if (named !== undefined && named !== '') return resolve(named)
  return file === undefined ? null : resolve(folder, file)
}

function readSecret(secret: Secret, file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (cause) {
    const reason = messageOf(cause)
    throw missingSecret(secret, reason, cause)
  }
}

function missingSecret(secret: Secret, reason: string, cause?: unknown): AppError {
  return new AppError('secret-missing', `the secret ${secret.name} can't be had: ${reason}`, {
    cause,
    next: `set ${secret.name}, or ${secret.name}_FILE to the name of a file that holds it`,
  })
}
