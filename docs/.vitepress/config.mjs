// The guide as a static site: `npm run docs` writes it to docs/.vitepress/dist. It asks nothing of other hosts.
export default {
  title: 'tamizdat',
  description: 'Mirrors of a blocked newsroom: the guide for operators',
  rewrites: { 'guide/README.md': 'guide/index.md' },
  cleanUrls: false,
  // Links to the code lead out of the site; test/guide.test.ts follows every one of them.
  ignoreDeadLinks: [/\/src\//, /\/README/],
  themeConfig: {
    search: { provider: 'local' },
    sidebar: [
      {
        text: 'Guide',
        items: [
          { text: 'What a censor still sees', link: '/guide/safety' },
          { text: 'The first mirror', link: '/guide/first-mirror' },
          { text: 'The front: Caddy, nginx', link: '/guide/fronts' },
          { text: 'When a host is blocked', link: '/guide/rotation' },
          { text: 'Channels and invites', link: '/channels' },
          { text: 'A mail responder', link: '/guide/mail-responder' },
          { text: 'A quiet night after', link: '/guide/watching' },
          { text: 'Keys', link: '/signatures' },
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
        items: ['commands', 'config', 'errors', 'feeds', 'on-the-line', 'simulation'].map(name => ({
          text: name,
          link: `/${name}`,
        })),
      },
    ],
  },
}
