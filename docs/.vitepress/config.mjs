// The guide as a static site: `npm run docs` writes it to docs/.vitepress/dist. It asks nothing of other hosts.
const style = `
.VPHero .image-container { height: 440px; }
.VPHero .image-src { width: 230px; max-width: 230px; height: 420px; max-height: 420px; object-fit: cover; object-position: top;
  border: 6px solid #3a3a44; border-radius: 26px; }
@media (max-width: 959px) {
  .VPHero .image { margin: 0 0 24px; }
  .VPHero .image-container { height: 300px; }
  .VPHero .image-src { height: 290px; }
}
.vp-doc div.language-sh code { width: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
`

export default {
  title: 'tamizdat',
  description: 'Mirrors of a blocked newsroom: the guide for operators',
  rewrites: { 'guide/README.md': 'guide/index.md' },
  cleanUrls: false,
  head: [['style', {}, style]],
  // Links to the code lead out of the site; test/guide.test.ts follows every one of them.
  ignoreDeadLinks: [/\/src\//, /\/README/],
  themeConfig: {
    search: { provider: 'local' },
    nav: [
      { text: 'Guide', link: '/guide/', activeMatch: '^/guide/(?!.*\\.ru)' },
      { text: 'Commands', link: '/commands' },
      { text: 'Configuration', link: '/config' },
      { text: 'По-русски', link: '/guide/first-mirror.ru' },
    ],
    outline: { level: 2 },
    sidebar: [
      {
        text: 'Before you begin',
        items: [
          { text: 'What a censor still sees', link: '/guide/safety' },
          { text: 'Which home for which country', link: '/guide/homes' },
          { text: 'Your own anonymity', link: '/guide/anonymity' },
        ],
      },
      {
        text: 'The afternoon',
        items: [
          { text: 'The first mirror', link: '/guide/first-mirror' },
          { text: 'In a container', link: '/guide/container' },
          { text: 'On Cloudflare Workers', link: '/edge' },
          { text: 'The front: Caddy, nginx', link: '/guide/fronts' },
          { text: 'When a text comes out wrong', link: '/guide/site-rules' },
          { text: 'Channels and invites', link: '/channels' },
          { text: 'A mail responder', link: '/guide/mail-responder' },
          { text: 'Onion addresses', link: '/onion' },
        ],
      },
      {
        text: 'The nights after',
        items: [
          { text: 'A quiet night', link: '/guide/watching' },
          { text: 'Backup, upgrade, roll back', link: '/guide/upgrade' },
          { text: 'When a host is blocked', link: '/guide/rotation' },
          { text: 'How a block is found', link: '/detection' },
          { text: 'Keys, and a seized server', link: '/guide/keys' },
          { text: 'Shutdowns', link: '/guide/shutdowns' },
        ],
      },
      {
        text: 'По-русски',
        items: [
          { text: 'Что цензор всё-таки видит', link: '/guide/safety.ru' },
          { text: 'Первое зеркало', link: '/guide/first-mirror.ru' },
        ],
      },
      {
        text: 'To look up',
        items: [
          { text: 'Commands', link: '/commands' },
          { text: 'Configuration', link: '/config' },
          { text: 'Errors', link: '/errors' },
          { text: 'Feeds', link: '/feeds' },
          { text: 'Signatures', link: '/signatures' },
          { text: 'On the line', link: '/on-the-line' },
          { text: 'The simulated censor', link: '/simulation' },
          { text: 'Limits at the edge', link: '/edge-limits' },
        ],
      },
    ],
  },
}
