import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Fetcher } from '../../src/ports/fetcher.ts'

/** An answer that every adapter's upstream can give. */
export interface UpstreamAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

/** A fetcher together with an upstream that it may reach. */
export interface FetcherSetup {
  readonly fetcher: Fetcher
  /** The absolute address of a path at the upstream. */
  url(path: string): string
  script(path: string, ...answers: UpstreamAnswer[]): void
  /** Ends the upstream; the contract closes the fetcher. */
  close(): Promise<void>
}

/** What every Fetcher does, whatever it stands on. */
export function fetcherContract(name: string, setUp: () => Promise<FetcherSetup>): void {
  describe(`fetcher contract: ${name}`, () => {
    let upstream: FetcherSetup
    let fetcher: Fetcher

    beforeEach(async () => {
      upstream = await setUp()
      fetcher = upstream.fetcher
    })

    afterEach(async () => {
      await fetcher.close()
      await upstream.close()
    })

    test('a 200 is a capture with its head and its bytes as sent', async () => {
      const body = new Uint8Array([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2])
      upstream.script('/feed', {
        headers: {
          'content-type': 'text/xml; charset=windows-1251',
          etag: '"v1"',
          'last-modified': 'Tue, 17 Nov 2026 08:00:00 GMT',
          'cache-control': 'public, max-age=600',
        },
        body,
      })

      const outcome = await fetcher.get({ url: upstream.url('/feed') })

      expect(outcome).toEqual({
        status: 'fetched',
        capture: {
          url: upstream.url('/feed'),
          status: 200,
          redirects: [],
          contentType: 'text/xml; charset=windows-1251',
          validators: { etag: '"v1"', lastModified: 'Tue, 17 Nov 2026 08:00:00 GMT' },
          maxAgeSeconds: 600,
          body,
          capturedAtMs: expect.any(Number),
          // A fetcher without a network has no clock of another's to tell of.
          upstreamDateMs: outcome.status === 'fetched' ? outcome.capture.upstreamDateMs : null,
        },
      })
    })

    test('a capture without headers says so with nulls', async () => {
      upstream.script('/feed', { body: 'x' })

      const outcome = await fetcher.get({ url: upstream.url('/feed') })

      expect(outcome).toMatchObject({
        capture: { contentType: null, validators: { etag: null, lastModified: null }, maxAgeSeconds: null },
      })
    })

    test.each([
      { name: 'a strong ETag', etag: '"v1"', lastModified: null },
      { name: 'a weak ETag', etag: 'W/"v1"', lastModified: null },
      { name: 'an ETag without quotes', etag: 'v1', lastModified: null },
      { name: 'an ETag with a backslash, commas and blanks', etag: '"a\\", b,  c"', lastModified: null },
      { name: 'a gzip suffix', etag: '"v1-gzip"', lastModified: null },
      { name: 'Last-Modified alone', etag: null, lastModified: 'Tue, 17 Nov 2026 08:00:00 GMT' },
      { name: 'Last-Modified in a form of its own', etag: null, lastModified: '2026-11-17 08:00' },
    ])('$name brought back unchanged is answered as unchanged', async ({ etag, lastModified }) => {
      const headers = { ...(etag && { etag }), ...(lastModified && { 'last-modified': lastModified }) }
      upstream.script('/feed', { headers, body: 'x' })
      const first = await fetcher.get({ url: upstream.url('/feed') })
      const validators = first.status === 'fetched' ? first.capture.validators : null

      const second = await fetcher.get({
        url: upstream.url('/feed'),
        validators: validators ?? expect.fail(),
      })

      expect(validators).toEqual({ etag, lastModified })
      expect(second).toEqual({ status: 'unchanged', maxAgeSeconds: null, redirects: [] })
    })

    test('a resource that changed is fetched in spite of validators', async () => {
      upstream.script('/feed', { headers: { etag: '"v2"' }, body: 'new' })

      const outcome = await fetcher.get({
        url: upstream.url('/feed'),
        validators: { etag: '"v1"', lastModified: null },
      })

      expect(outcome).toMatchObject({ status: 'fetched', capture: { validators: { etag: '"v2"' } } })
    })

    test('a 304 that nobody asked for is a refusal', async () => {
      upstream.script('/feed', { status: 304 })

      const outcome = fetcher.get({
        url: upstream.url('/feed'),
        validators: { etag: null, lastModified: null },
      })

      await expect(outcome).rejects.toMatchObject({
        kind: 'upstream-refused',
        message: expect.stringContaining('304'),
      })
    })

    test.each([204, 206, 400, 401, 403, 404, 429, 451, 500, 503])(
      'status %i is a refusal that names the status and the address',
      async status => {
        upstream.script('/feed', { status })

        const outcome = fetcher.get({ url: upstream.url('/feed') })

        await expect(outcome).rejects.toMatchObject({
          kind: 'upstream-refused',
          message: `${upstream.url('/feed')} answered ${status}`,
          next: expect.stringMatching(/\w/),
        })
      },
    )

    test('a 410 is a kind of its own: gone for good', async () => {
      upstream.script('/feed', { status: 410 })

      await expect(fetcher.get({ url: upstream.url('/feed') })).rejects.toMatchObject({
        kind: 'upstream-gone',
      })
    })

    test('Retry-After as a date tells when to come back', async () => {
      const headers = { 'retry-after': 'Tue, 17 Nov 2026 08:00:00 GMT' }
      upstream.script('/feed', { status: 503, headers })

      const outcome = fetcher.get({ url: upstream.url('/feed') })

      await expect(outcome).rejects.toMatchObject({ retryAtMs: Date.UTC(2026, 10, 17, 8) })
    })

    test.each([
      { name: 'nothing', body: '' },
      { name: 'white space', body: ' \r\n\t\n' },
      { name: 'a byte order mark', body: '\ufeff\n' },
      { name: 'white space in UTF-16', body: new Uint8Array([0xff, 0xfe, 0x20, 0x00, 0x0a, 0x00]) },
    ])('a 200 with $name in it is a failure', async ({ body }) => {
      upstream.script('/feed', { body })

      const outcome = fetcher.get({ url: upstream.url('/feed') })

      await expect(outcome).rejects.toMatchObject({ kind: 'upstream-empty' })
    })

    test.each([
      {
        name: 'with status 200',
        status: 200,
        headers: {},
        body: '<html><title>Just a moment...</title></html>',
      },
      {
        name: 'with status 403',
        status: 403,
        headers: {},
        body: '<html><title>Just a moment...</title></html>',
      },
      { name: 'told by a header', status: 403, headers: { 'cf-mitigated': 'challenge' }, body: '' },
    ])("a firewall's challenge $name is no capture and no plain refusal", async ({ name: _, ...answer }) => {
      upstream.script('/feed', { ...answer, headers: { ...answer.headers, 'content-type': 'text/html' } })

      const outcome = fetcher.get({ url: upstream.url('/feed') })

      await expect(outcome).rejects.toMatchObject({
        kind: 'upstream-challenged',
        message: `${upstream.url('/feed')} answered ${answer.status} with a challenge of Cloudflare in place of its content`,
        next: expect.stringContaining('pass'),
      })
    })

    test.each([301, 302, 303, 307, 308])(
      'a %i is followed, and the capture has the last address',
      async status => {
        upstream.script('/old', { status, headers: { location: 'new?a=1#part' } })
        upstream.script('/new?a=1', { body: 'x' })

        const outcome = await fetcher.get({ url: upstream.url('/old') })

        expect(outcome).toMatchObject({
          status: 'fetched',
          capture: {
            url: upstream.url('/new?a=1'),
            redirects: [{ status, from: upstream.url('/old'), to: upstream.url('/new?a=1') }],
          },
        })
      },
    )

    test('a redirect may be written in raw UTF-8', async () => {
      const location = String.fromCharCode(...new TextEncoder().encode('/навіны'))
      upstream.script('/old', { status: 301, headers: { location } })
      upstream.script(encodeURI('/навіны'), { body: 'x' })

      const outcome = await fetcher.get({ url: upstream.url('/old') })

      expect(outcome).toMatchObject({ capture: { url: upstream.url(encodeURI('/навіны')) } })
    })

    test('a redirect without an address is a refusal', async () => {
      upstream.script('/old', { status: 302 })

      await expect(fetcher.get({ url: upstream.url('/old') })).rejects.toMatchObject({
        kind: 'upstream-refused',
      })
    })

    test('redirects in a circle end', async () => {
      upstream.script('/a', { status: 302, headers: { location: '/b' } })
      upstream.script('/b', { status: 302, headers: { location: '/a' } })

      await expect(fetcher.get({ url: upstream.url('/a') })).rejects.toMatchObject({
        kind: 'too-many-redirects',
      })
    })

    test('a chain of redirects without end ends', async () => {
      for (let step = 0; step < 40; step += 1)
        upstream.script(`/${step}`, { status: 302, headers: { location: `/${step + 1}` } })

      await expect(fetcher.get({ url: upstream.url('/0') })).rejects.toMatchObject({
        kind: 'too-many-redirects',
      })
    })

    test.each([
      { name: 'another scheme', url: 'ftp://example.org/feed' },
      { name: 'a file', url: 'file:///etc/passwd' },
      { name: 'data', url: 'data:text/plain,x' },
      { name: 'no scheme', url: 'example.org/feed' },
      { name: 'a user name and password', url: 'http://user:hunter2@example.org/' },
    ])('an address with $name is refused, and so is a redirect to it', async ({ url }) => {
      upstream.script('/old', { status: 302, headers: { location: url } })

      const direct = fetcher.get({ url })

      await expect(direct).rejects.toMatchObject({
        kind: 'blocked-address',
        message: expect.stringContaining('blocked address'),
      })
      await expect(direct).rejects.not.toMatchObject({ message: expect.stringContaining('hunter2') })
      if (url.includes(':'))
        await expect(fetcher.get({ url: upstream.url('/old') })).rejects.toMatchObject({
          kind: 'blocked-address',
        })
    })

    test('a signal that has fired interrupts', async () => {
      upstream.script('/feed', { body: 'x' })

      const outcome = fetcher.get({ url: upstream.url('/feed'), signal: AbortSignal.abort() })

      await expect(outcome).rejects.toMatchObject({ kind: 'interrupted' })
    })

    test('after close nothing is fetched any more', async () => {
      upstream.script('/feed', { body: 'x' })
      await fetcher.close()

      await expect(fetcher.get({ url: upstream.url('/feed') })).rejects.toMatchObject({ kind: 'interrupted' })
    })
  })
}
