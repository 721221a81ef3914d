import { readFile } from 'node:fs/promises'
import { accountName } from './adapters/node/account-name.ts'
import { loadConfig } from './adapters/node/config-loader.ts'
import { createOperatorApi } from './adapters/web/operator-api.ts'
import { AppError } from './core/errors.ts'
import type { OperatorApi } from './ports/operator-api.ts'

const tokenName = 'TAMIZDAT_OPERATOR_TOKEN'

/**
 * Opens the operator's API of a Worker.
 * @param target its address, with the token in the environment; null: both are those of the configuration.
 * @throws AppError `wrong-usage`, `secret-missing`, `config-missing`, `config-invalid`.
 */
export async function openOperatorApi(
  target: string | null,
  configFile: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<OperatorApi> {
  const actor = accountName()
  if (target !== null) return createOperatorApi({ base: target, token: await readToken(environment), actor })
  const { edge, operator } = await loadConfig(configFile)
  if (edge.operatorHost === null)
    throw new AppError('wrong-usage', `${configFile} names no edge.operatorHost`, {
      next: 'Set it, or give the address: --edge https://desk.example.org',
    })
  if (operator.token === null)
    throw new AppError('secret-missing', `${configFile} names no operator.token`, {
      next: "Set it: operator: { token: secret('TAMIZDAT_OPERATOR_TOKEN') }",
    })
  return createOperatorApi({ base: `https://${edge.operatorHost}`, token: operator.token(), actor })
}

async function readToken(environment: Readonly<Record<string, string | undefined>>): Promise<string> {
  const { [tokenName]: value, [`${tokenName}_FILE`]: file } = environment
  if (value !== undefined && value !== '') return value
  const next = `Put it into the variable ${tokenName}, or the name of its file into ${tokenName}_FILE.`
  if (file === undefined || file === '')
    throw new AppError('secret-missing', 'the token of the operator’s API is missing', { next })
  const text = await readFile(file, 'utf8').catch(cause => {
    throw new AppError('secret-missing', `${file} can't be read: ${cause.message}`, { cause, next })
  })
  return text.trim()
}
