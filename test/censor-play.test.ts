import { expect, test } from 'vitest'
import { playCensor } from './support/censor-play.ts'
import { openssl } from './support/certificate-chain.ts'

// What `npm run demo -- --censor` shows.

test.skipIf(openssl.skip)(
  `the play shows each deed of the censor, and a reader who reads on after each${openssl.note}`,
  async () => {
    const lines: string[] = []
    await playCensor({ say: line => lines.push(line), signal: new AbortController().signal, pauseMs: 0 })

    const script = lines.join('\n')
    for (const says of [
      'the connection was reset',
      'nobody lets it connect',
      'the certificate is not to be trusted',
      'waits, and nothing comes',
      'is told of next.news.example',
      'is at https://fresh.example/',
      'The end.',
    ])
      expect(script).toContain(says)
  },
  60_000,
)

test.skipIf(openssl.skip)(
  `stopped in the middle, it takes its servers down and says so${openssl.note}`,
  async () => {
    const stopping = new AbortController()
    const lines: string[] = []
    const say = (line: string) => {
      lines.push(line)
      if (line.includes('resets connections')) stopping.abort()
    }
    await playCensor({ say, signal: stopping.signal })

    expect(lines.at(-1)).toContain('Stopped.')
    expect(lines.join('\n')).not.toContain('lies in DNS')
  },
  60_000,
)
