import { readFile } from 'node:fs/promises'
import { AppError } from './core/errors.ts'

const tokenName = 'TAMIZDAT_OPERATOR_TOKEN'

/**
 * The token for an operator's host that is named by its address.
 * @throws AppError `secret-missing`.
 */
export async function readOperatorToken(
  target: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const { [tokenName]: value, [`${tokenName}_FILE`]: file } = environment
  if (value !== undefined && value !== '') return value
  const next = `Put it into the variable ${tokenName}, or the name of its file into ${tokenName}_FILE.`
  if (file === undefined || file === '')
    throw new AppError('secret-missing', `the token for ${target} is missing`, { next })
  const text = await readFile(file, 'utf8').catch(cause => {
    throw new AppError('secret-missing', `${file} can't be read: ${cause.message}`, { cause, next })
  })
  return text.trim()
}
