import { accountName } from './adapters/node/account-name.ts'
import { loadConfig } from './adapters/node/config-loader.ts'
import { createDeskFetch } from './adapters/node/desk-fetch.ts'
import { createOperatorApi } from './adapters/web/operator-api.ts'
import { AppError } from './core/errors.ts'
import type { OperatorApi } from './ports/operator-api.ts'
import { readOperatorToken } from './read-operator-token.ts'

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
  const common = { actor: accountName(), fetch: createDeskFetch() }
  if (target !== null)
    return createOperatorApi({ ...common, base: target, token: await readOperatorToken(target, environment) })
  const { edge, operator } = await loadConfig(configFile)
  if (edge.operatorHost === null)
    throw new AppError('wrong-usage', `${configFile} names no edge.operatorHost`, {
      next: 'Set it, or give the address: --edge https://desk.example.org',
    })
  if (operator.token === null)
    throw new AppError('secret-missing', `${configFile} names no operator.token`, {
      next: "Set it: operator: { token: secret('TAMIZDAT_OPERATOR_TOKEN') }",
    })
  return createOperatorApi({ ...common, base: `https://${edge.operatorHost}`, token: operator.token() })
}
