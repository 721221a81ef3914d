import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { AppError } from './core/errors.ts'

export interface WranglerAnswer {
  readonly code: number | null
  readonly output: string
}

/** Runs wrangler with its words, and an input for those that read one. */
export type RunWrangler = (words: readonly string[], input?: string) => Promise<WranglerAnswer>

/** The wrangler that comes with the packages. */
export function runWrangler(words: readonly string[], input = ''): Promise<WranglerAnswer> {
  const program = fileURLToPath(new URL('../node_modules/wrangler/bin/wrangler.js', import.meta.url))
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [program, ...words], {
      env: { ...process.env, WRANGLER_SEND_METRICS: 'false' },
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk))
    child.on('error', fail)
    child.on('close', code => done({ code, output }))
    child.stdin.end(input)
  })
}

/** @throws AppError `deploy-failed` with wrangler's own reason. */
export async function insist(
  words: readonly string[],
  wrangler: RunWrangler,
  input?: string,
): Promise<WranglerAnswer> {
  const answer = await wrangler(words, input)
  if (answer.code === 0) return answer
  const [reason = 'no reason given'] = answer.output.split('\n').filter(line => /error/i.test(line))
  throw new AppError('deploy-failed', `wrangler ${words.slice(0, 3).join(' ')}: ${reason.trim()}`, {
    next: 'What was made stays; run it again. Logged in? npx wrangler login',
  })
}
