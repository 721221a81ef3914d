import type { LanguageWords } from './language-words.ts'

/** English. */
export const en: LanguageWords = {
  reviewed: true,
  words: {
    language: 'en',
    direction: 'ltr',
    dates: 'en-GB',
    front: 'Front page',
    latest: 'Latest',
    languages: 'Languages',
    sources: 'Sources',
    topics: 'Topics',
    subscribe: 'Subscribe',
    otherAddresses: 'Other addresses',
    source: 'Source',
    updated: 'updated',
    image: 'Image',
    text: 'Text only',
    newer: 'Newer',
    older: 'Older',
    previous: 'Previous page',
    next: 'Next page',
    page: (number, total) => `Page ${number} of ${total}`,
    empty: 'Nothing is here yet.',
    corrections: 'Corrections',
    withdrawn: 'This article was withdrawn.',
    fromFeed: 'This text was taken from the feed: the page itself could not be read.',
    fromSummary: 'Only the summary from the feed is here: the page itself could not be read.',
    howToSubscribe: 'Copy one of these addresses into your feed reader.',
    allFormats: 'Each address also works with .atom or .json at its end in place of .rss.',
    light: 'Summaries only, for a slow line',
    scan: 'Or scan this code with your phone:',
    everyFeed: 'All feeds in one file (OPML)',
    thisAddress: 'You are here',
    newAddress: host => `New address: ${host}`,
    checked: 'Checked',
    original: 'Original',
    search: 'Search',
    nothingFound: 'Nothing was found.',
    offline: 'Newest articles in one file',
  },
  safety: {
    moving: host =>
      `This address will go away. The next one is ${host}. Write it down and open it later, not right after this one; in your feed reader, put it in place of the old name.`,
    hostedReaders:
      'This address is yours. A reader that fetches feeds from its own servers would learn it: use one that runs on your device.',
    ownReader:
      'A reader that runs on your own device asks here by itself, and no company learns what you follow: for instance Thunderbird or newsboat on a computer, Feeder on Android, NetNewsWire with its account “On My iPhone”. Leave its synchronization off.',
    savedFeed:
      'A subscription leaves on the phone: this address, the list of what you follow and every text that was fetched, and all of it again in a backup. Delete the subscription first, then the data of the app.',
    howToMove:
      'Before this address goes away its feeds say so in their first entry, with the next one. Open the settings of the subscription and write the new name in place of the old one; the rest stays as it is. No article comes twice.',
    whereElse: 'The same articles are at these addresses. Keep them somewhere safe.',
    traces:
      'Nothing on a page can hide that you read it. What helps: open it in a private window and close that afterwards, or delete this site from the history of the browser. The phone may keep the name of the site for a while all the same (its list of names looked up, the data of the app), and your provider sees it.',
    searchTrace:
      'What you search for stands in the address of the page, and so in the history of the browser.',
    offlineNotice:
      'This file stays on your device until you erase it. Where having such texts can be punished, do not keep it.',
    offlineErase:
      'To erase it: delete the file, empty the folder of deleted files, and take it off the list of downloads and recent files. Copies in a chat, in a mail or in a backup stay there until you delete them too.',
  },
}
