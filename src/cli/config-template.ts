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

/**
 * The configuration that `init` writes.
 * @param sources as they are written in its list.
 */
export function configTemplate(sources: string = sampleSources): string {
  return `// What tamizdat does here. Every key, its unit and its default: docs/config.md in tamizdat's folder.
import { defineConfig, secret } from 'tamizdat'

export default defineConfig({
  // What readers see above the front page and in the feed of everything.
  title: 'My mirrors',

  // The newsrooms that you follow. The id stands in addresses: choose it once.
  sources: [
${sources}  ],

  // Public host names of yours that lead to this server. They start the pool; later changes are made by command:
  // npx tamizdat mirrors. A standby is shown to nobody before it is announced: npx tamizdat rotate.
  mirrors: [
    { host: 'a.localhost', state: 'live' },
    { host: 'b.localhost', state: 'standby' },
  ],

  // The readers' listener. Behind a front with certificates (Caddy, nginx) leave publicScheme and publicPort out.
  server: { port: 8080, publicScheme: 'http', publicPort: 8080 },

  // Health and metrics, on this machine only.
  operator: { port: 8081 },

  // The archive, from the folder of this file.
  store: { file: 'data/tamizdat.db' },

  // Signs the list of mirrors. The key is in a file of its own, out of version control: back it up, show it to nobody.
  signing: { key: secret('TAMIZDAT_SIGNING_KEY', { file: 'keys/signing.key' }) },
})
`
}
