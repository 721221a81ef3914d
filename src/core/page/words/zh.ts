import type { LanguageWords } from './language-words.ts'

/** Chinese. */
export const zh: LanguageWords = {
  reviewed: false,
  words: {
    language: 'zh',
    direction: 'ltr',
    dates: 'zh-CN',
    front: '首页',
    latest: '最新',
    languages: '语言',
    sources: '来源',
    topics: '主题',
    subscribe: '订阅',
    otherAddresses: '其他网址',
    source: '来源',
    updated: '更新于',
    image: '图片',
    text: '纯文本',
    newer: '较新',
    older: '较早',
    previous: '上一页',
    next: '下一页',
    page: (number, total) => `第 ${number} 页，共 ${total} 页`,
    empty: '这里暂时没有内容。',
    corrections: '更正',
    withdrawn: '本文已撤回。',
    fromFeed: '无法读取原网页，本文取自订阅源。',
    fromSummary: '无法读取原网页，这里只有订阅源中的摘要。',
    howToSubscribe: '把下面任意一个网址复制到您的订阅阅读器中。',
    allFormats: '每个网址末尾的 .rss 也可以换成 .atom 或 .json。',
    light: '仅摘要，适合慢速网络',
    scan: '或用手机扫描此二维码：',
    everyFeed: '全部订阅源（OPML 文件）',
    thisAddress: '您在这里',
    newAddress: host => `新网址：${host}`,
    checked: '核对于',
    original: '原文',
    search: '搜索',
    nothingFound: '没有找到内容。',
    offline: '最新文章合为一个文件',
  },
  safety: {
    moving: host =>
      `本网址即将停用。下一个网址是 ${host}。请记下来，稍后再打开，不要紧接着本网址打开；请在阅读器中用它替换旧的域名。`,
    hostedReaders:
      '这个网址只属于您。在自己的服务器上抓取订阅的阅读器会得知它，请使用在您设备上运行的阅读器。',
    ownReader:
      '在您自己的设备上运行的阅读器会直接访问本站，没有任何公司得知您订阅了什么：例如电脑上的 Thunderbird 或 newsboat，安卓上的 Feeder，使用“我的 iPhone”账户的 NetNewsWire。请不要打开其同步功能。',
    savedFeed:
      '订阅会在手机上留下：这个网址、您的订阅列表和所有已下载的文章，备份中也会有。请先删除订阅，再删除应用的数据。',
    howToMove:
      '在本网址停用之前，订阅源的第一条会告知下一个网址。请打开该订阅的设置，用新域名替换旧域名，其余保持不变。文章不会重复出现。',
    whereElse: '以下网址有同样的文章。请妥善保存。',
    traces:
      '网页上的任何东西都无法掩盖您读过它。有用的做法：在无痕窗口中打开并在读完后关闭，或从浏览器历史记录中删除本网站。手机仍可能在一段时间内保留网站名称（域名查询记录、应用数据），您的网络服务商也能看到它。',
    searchTrace: '您搜索的内容会出现在网页地址中，因此也会留在浏览器历史记录里。',
    offlineNotice: '在您删除之前，这个文件会一直留在您的设备上。如果持有这类文字可能受到处罚，请不要保存。',
    offlineErase:
      '要清除它：删除文件，清空回收站，并从下载列表和最近文件中移除。聊天、邮件和备份中的副本要另外删除。',
  },
}
