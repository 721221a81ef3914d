const sampleSources = `    {
      id: 'rferl',
      name: 'RFE/RL',
      feeds: ['https://www.rferl.org/api/'],
      language: 'en',
      topic: 'world',
      // Does the feed carry whole articles? Then their pages need not be asked for.
      // fullText: 'feed',
      // Minutes between two pulls; the source finds its own pace in between.
      // everyMinutes: { min: 15, max: 240 },
      // A pass that the publisher's firewall knows, taken from the environment.
      // headers: { 'x-pass': secret('RFERL_PASS') },
    },
`

/** What is known when a configuration is written; the rest is an example to change. */
export interface TemplateParts {
  readonly title?: string
  /** As they are written in its list. */
  readonly sources?: string
  /** Public host names, the first of them live. */
  readonly hosts?: readonly string[]
  /** Exact `address:port`. */
  readonly allowPrivate?: readonly string[]
}

/** The configuration that `init` writes. */
export function configTemplate(parts: TemplateParts = {}): string {
  const { title = 'My mirrors', sources = sampleSources, hosts = [], allowPrivate = [] } = parts
  return `// What tamizdat does here. Every key, its unit and its default: docs/config.md in tamizdat's folder.
import { defineConfig, secret } from 'tamizdat'

export default defineConfig({
  // What readers see above the front page and in the feed of everything.
  title: ${quote(title)},

  // The newsrooms that you follow. The id stands in addresses: choose it once.
  sources: [
${sources}  ],

  // Public host names of yours that lead to this server. They start the pool; later changes are made by command:
  // npx tamizdat mirrors. A standby is shown to nobody before it is announced: npx tamizdat rotate.
  mirrors: [
${writeHosts(hosts.length === 0 ? ['a.localhost', 'b.localhost'] : hosts)}  ],

${hosts.length === 0 ? localServer : publicServer}
  // Health, metrics and the dashboard, on this machine only.
  operator: { port: 8081, token: secret('TAMIZDAT_OPERATOR_TOKEN', { file: 'keys/operator.token' }) },

  // The archive, from the folder of this file.
  store: { file: 'data/tamizdat.db' },
${allowPrivate.length === 0 ? '' : `\n  // These may be fetched though they are not public.\n  limits: { allowPrivate: [${[...new Set(allowPrivate)].map(quote).join(', ')}] },\n`}
  // Signs the list of mirrors. The key is in a file of its own, out of version control: back it up, show it to nobody.
  signing: { key: secret('TAMIZDAT_SIGNING_KEY', { file: 'keys/signing.key' }) },
})
`
}

const localServer = `  // The readers' listener. Behind a front with certificates (Caddy, nginx) leave publicScheme and publicPort out.
  server: { port: 8080, publicScheme: 'http', publicPort: 8080 },
`

const publicServer = `  // The readers' listener, on this machine only: a front with certificates (Caddy, nginx) passes requests on to it.
  server: { port: 8080 },
`

function writeHosts(hosts: readonly string[]): string {
  return hosts
    .map((host, index) => `    { host: ${quote(host)}, state: '${index === 0 ? 'live' : 'standby'}' },\n`)
    .join('')
}

function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replace(/[\u0000-\u001f\u2028\u2029]/g, ' ')}'`
}
