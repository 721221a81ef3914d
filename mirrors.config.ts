// The example that `npm start` runs: real newsrooms, and three names that lead to your own computer.
// For a site of your own: `npx tamizdat init my-mirrors` writes a file like this one there, with a key beside it.
// Every key, its unit and its default: docs/config.md.
import { defineConfig } from 'tamizdat'

export default defineConfig({
  // What readers see above the front page and in the feed of everything. Change it.
  title: 'Tamizdat example',
  description: 'Newsrooms that are blocked somewhere, as feeds and light pages',

  // The newsrooms that you follow. Change them: keep those you have an agreement with.
  // An `id` stands in addresses (/feeds/source-bbc-persian.rss), so it stays as it is once readers have it.
  sources: [
    {
      id: 'rferl',
      name: 'RFE/RL',
      feeds: ['https://www.rferl.org/api/'],
      language: 'en',
      topic: 'europe',
    },
    {
      id: 'meduza',
      name: 'Meduza',
      // The feed carries whole articles: the pages need not be asked for.
      feeds: ['https://meduza.io/rss/all'],
      language: 'ru',
      topic: 'russia',
      fullText: 'feed',
    },
    {
      id: 'meduza-en',
      name: 'Meduza in English',
      feeds: ['https://meduza.io/rss/en/all'],
      language: 'en',
      topic: 'russia',
      fullText: 'feed',
    },
    {
      id: 'dw',
      name: 'Deutsche Welle',
      feeds: ['https://rss.dw.com/rdf/rss-en-all'],
      language: 'en',
      topic: 'world',
      // Between the two a source finds its own pace: busy ones are asked more often.
      everyMinutes: { min: 30, max: 360 },
      // Seconds between two requests to one host, give or take a half.
      politeness: { delaySeconds: 2 },
    },
    {
      id: 'dw-russian',
      name: 'Deutsche Welle на русском',
      feeds: ['https://rss.dw.com/rdf/rss-ru-all'],
      language: 'ru',
      topic: 'world',
      everyMinutes: { min: 30, max: 360 },
      politeness: { delaySeconds: 2 },
    },
    {
      id: 'bbc-persian',
      name: 'BBC News فارسی',
      feeds: ['https://feeds.bbci.co.uk/persian/rss.xml'],
      language: 'fa',
      topic: 'iran',
    },
  ],

  // The host names on which all of it is served. Change them to names of yours that lead to this server.
  // `live` ones are shown to readers; a `standby` waits for `npx tamizdat rotate`, and nobody is told of it before.
  // They start the pool; later changes are made by command (`npx tamizdat mirrors`) and kept in the archive.
  mirrors: [
    { host: 'a.localhost', state: 'live' },
    { host: 'b.localhost', state: 'live' },
    { host: 'c.localhost', state: 'standby' },
  ],

  // The readers' listener. On a real host a front (Caddy, nginx) has the certificates and passes requests on to it:
  // then leave `publicScheme` and `publicPort` out, and readers get https addresses without a port.
  server: { port: 8080, publicScheme: 'http', publicPort: 8080 },

  // Health and metrics, for you alone: on this machine only, unless you give it another address and a token.
  operator: { port: 8081 },
})
