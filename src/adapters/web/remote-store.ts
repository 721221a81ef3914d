import { AppError } from '../../core/errors.ts'
import type { Store } from '../../ports/store.ts'

export interface RemoteStoreOptions {
  /** `https://desk.example.org`. */
  readonly base: string
  readonly token: string
  /** Default: the platform's. */
  readonly fetch?: typeof globalThis.fetch
}

/** The store of a Worker, through its operator's host. */
export function openRemoteStore({ base, token, fetch = globalThis.fetch }: RemoteStoreOptions): Store {
  async function call<Answer>(path: string, rows?: unknown, method = 'POST'): Promise<Answer> {
    const url = new URL(`/api/v1/store${path}`, base)
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${token}` },
      ...(rows !== undefined && { method, body: JSON.stringify(rows) }),
    }).catch(cause => {
      throw new AppError('archive-failed', `${url.host} cannot be reached`, { cause })
    })
    if (response.ok) return (await response.json()) as Answer
    throw new AppError(
      'archive-failed',
      `${url.href} answered ${response.status}: ${await response.text()}`,
      {
        next: 'The address is edge.operatorHost, the token that of operator.token, in TAMIZDAT_OPERATOR_TOKEN.',
      },
    )
  }
  return {
    schema: async () => (await call<{ schema: number }>('')).schema,
    tables: async () => (await call<{ tables: readonly string[] }>('')).tables,
    read: (table, offset) => call(`/${table}?offset=${offset}`),
    write: (table, rows) => call(`/${table}`, rows),
    hold: seconds => call('', { seconds }),
    clear: () => call('', {}, 'DELETE'),
    close: async () => undefined,
  }
}
