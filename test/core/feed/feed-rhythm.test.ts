import { expect, test } from 'vitest'
import { parseFeed } from '../../../src/core/feed/parse-feed.ts'

const syndication = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'

function rhythmOf(channel: string, root = `rss version="2.0" ${syndication}`) {
  const item = '<item><title>x</title><guid>1</guid></item>'
  const text = `<${root}><channel><title>News</title>${channel}${item}</channel></${root.split(' ')[0]}>`
  const { ttlMinutes, skipped } = parseFeed({
    body: new TextEncoder().encode(text),
    contentType: null,
    url: null,
  })
  return { ttlMinutes, skipped }
}

test.each([
  { name: 'ttl', given: '<ttl>45</ttl>', want: 45 },
  { name: 'a ttl of nothing', given: '<ttl>0</ttl>', want: null },
  { name: 'a ttl in words', given: '<ttl>often</ttl>', want: null },
  { name: 'hourly', given: '<sy:updatePeriod>hourly</sy:updatePeriod>', want: 60 },
  {
    name: 'hourly among white space, once',
    given: '<sy:updatePeriod>\n\thourly\t</sy:updatePeriod><sy:updateFrequency>\n\t1\t</sy:updateFrequency>',
    want: 60,
  },
  {
    name: 'twice an hour',
    given: '<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>',
    want: 30,
  },
  {
    name: 'four times a day',
    given: '<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>',
    want: 360,
  },
  {
    name: 'a frequency of nothing',
    given: '<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>',
    want: 1440,
  },
  { name: 'a period of its own', given: '<sy:updatePeriod>sometimes</sy:updatePeriod>', want: null },
  { name: 'ttl before period', given: '<sy:updatePeriod>daily</sy:updatePeriod><ttl>5</ttl>', want: 5 },
  { name: 'none', given: '', want: null },
])('$name is $want minutes', ({ given, want }) => expect(rhythmOf(given).ttlMinutes).toBe(want))

test('the period stands in RSS 1.0 and Atom too', () => {
  const rdf = `rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" ${syndication}`

  expect(rhythmOf('<sy:updatePeriod>hourly</sy:updatePeriod>', rdf).ttlMinutes).toBe(60)
})

test.each([
  {
    name: 'hours',
    given: '<skipHours><hour>0</hour><hour>23</hour></skipHours>',
    want: { hours: [0, 23], days: [] },
  },
  { name: 'the hour 24', given: '<skipHours><hour>24</hour></skipHours>', want: { hours: [0], days: [] } },
  {
    name: 'the same hour twice',
    given: '<skipHours><hour>1</hour><hour>1</hour></skipHours>',
    want: { hours: [1], days: [] },
  },
  {
    name: 'days',
    given: '<skipDays><day>Saturday</day><day>sunday</day></skipDays>',
    want: { hours: [], days: [6, 0] },
  },
  {
    name: 'what is neither',
    given: '<skipHours><hour>-1</hour><hour>noon</hour></skipHours><skipDays><day>x</day></skipDays>',
    want: undefined,
  },
  { name: 'nothing', given: '', want: undefined },
])('$name to skip are read as $want', ({ given, want }) => expect(rhythmOf(given).skipped).toEqual(want))
