import { expect, test } from 'vitest'
import { makeCertificateChain, openssl } from '../../support/certificate-chain.ts'
import { createTestFetcher } from '../../support/node-fetcher.ts'
import { startTlsFront } from '../../support/tls-front.ts'
import { startTlsServer } from '../../support/tls-server.ts'

test.skipIf(openssl.skip)(
  `a certificate of nobody's is told as such, with what it can mean${openssl.note}`,
  async () => {
    const front = await startTlsFront(1, await makeCertificateChain('upstream.example', 'ecdsa'))
    const fetcher = createTestFetcher([`127.0.0.1:${front.port}`], {
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    })

    await expect(fetcher.get({ url: `https://upstream.example:${front.port}/` })).rejects.toMatchObject({
      kind: 'fetch-failed',
      message: expect.stringMatching(/its certificate is signed by nobody whom browsers trust$/),
      next: expect.stringContaining('somebody on the line'),
    })
    await fetcher.close()
    await front.close()
  },
)

test.skipIf(openssl.skip)(`a certificate for another host is told as such${openssl.note}`, async () => {
  const server = await startTlsServer('x')
  const fetcher = createTestFetcher([`127.0.0.1:${server.port}`], {
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  })

  await expect(fetcher.get({ url: `https://other.example:${server.port}/` })).rejects.toMatchObject({
    message: expect.stringMatching(/its certificate is for another host$/),
  })
  await fetcher.close()
  await server.close()
})
