/** Ways to write an address that must not be reached, by what is odd about them. */
export interface Spellings {
  readonly name: string
  /** Hosts as they stand in an address. */
  readonly hosts: readonly string[]
}

// Full-width, circled and other letters and dots that IDNA maps to ASCII (UTS #46).
const mapped = [
  '１２７.０.０.１',
  '１２７。０。０。１',
  '127．0．0．1',
  '127｡0｡0｡1',
  '①②⑦.⓪.⓪.①',
  '¹²⁷.⁰.⁰.¹',
  '₁₂₇.₀.₀.₁',
  '𝟏𝟐𝟕.𝟎.𝟎.𝟏',
  '𝟙𝟚𝟟.𝟘.𝟘.𝟙',
  '𝟣𝟤𝟩.𝟢.𝟢.𝟣',
  '𝟭𝟮𝟳.𝟬.𝟬.𝟭',
  '𝟷𝟸𝟽.𝟶.𝟶.𝟷',
  '０ｘ７ｆ.１',
  '0ⅹ7f.1',
  '０１７７.1',
  '２１３０７０６４３３',
  '127.0.0.1\u00ad',
  '12\u200b7.0.0.1',
  '127\ufe0f.0.0.1',
  '１９２．１６８．１．１',
  '１６９。２５４。１６９。２５４',
  '⑩.0.0.1',
]

/** Literals of loopback, on which a listener can prove that nobody came. */
export const loopbackLiterals: readonly Spellings[] = [
  {
    name: 'plain',
    hosts: ['127.0.0.1', '127.0.0.2', '127.1.2.3', '127.255.255.254', '0.0.0.0', '[::1]', '[::]'],
  },
  {
    name: 'decimal',
    hosts: [
      '2130706433',
      '2130706434',
      '2147483646',
      '0',
      '00',
      '0000000000',
      '127.0.1',
      '127.1',
      '127.65537',
    ],
  },
  {
    name: 'octal',
    hosts: [
      '0177.0.0.1',
      '0177.1',
      '0177.0.1',
      '017700000001',
      '00177.00.00.01',
      '000000177.0.0.1',
      '0177.0000.0000.0001',
      '127.0.0.01',
      '127.00.00.1',
      '0177.0.0.02',
    ],
  },
  {
    name: 'hexadecimal',
    hosts: [
      '0x7f.0.0.1',
      '0x7F.0x0.0x0.0x1',
      '0X7f.1',
      '0x7f000001',
      '0x7F000001',
      '0x007f.0.0.1',
      '0x000000007f000001',
      '127.0.0.0x1',
      '0x7f.0.0x1',
      '0x7f.0x000001',
      '0x',
      '0x0',
      '0x.0x.0x.0x',
    ],
  },
  {
    name: 'mixed',
    hosts: ['0177.0.0.0x1', '0x7f.0.1', '127.0x0.01', '0177.0x1', '0x7f.00.1', '127.0.0x0.1'],
  },
  { name: 'a trailing dot', hosts: ['127.0.0.1.', '127.1.', '2130706433.', '0x7f.1.', '0177.1.', '0.'] },
  {
    name: 'percent-encoded',
    hosts: [
      '%31%32%37.0.0.1',
      '127%2e0%2e0%2e1',
      '127.0.0.%31',
      '%30x7f.1',
      '127%E3%80%820.0.1',
      '%EF%BC%9127.0.0.1',
    ],
  },
  { name: 'mapped by IDNA', hosts: mapped.slice(0, 19) },
  {
    name: 'IPv6 at length',
    hosts: [
      '[0:0:0:0:0:0:0:1]',
      '[0000:0000:0000:0000:0000:0000:0000:0001]',
      '[0::1]',
      '[::0:1]',
      '[0:0::0:1]',
      '[::0001]',
      '[0:0:0:0:0:0:0.0.0.1]',
      '[::0.0.0.1]',
      '[0:0:0:0:0:0:0:0]',
      '[::0]',
      '[0::]',
      '[::0.0.0.0]',
    ],
  },
  {
    name: 'IPv4-mapped',
    hosts: [
      '[::ffff:127.0.0.1]',
      '[::FFFF:127.0.0.1]',
      '[::ffff:7f00:1]',
      '[::ffff:7f00:0001]',
      '[0:0:0:0:0:ffff:127.0.0.1]',
      '[0:0:0:0:0:ffff:7f00:1]',
      '[0000::ffff:127.0.0.1]',
      '[::ffff:127.0.0.2]',
      '[::ffff:0.0.0.0]',
      '[::ffff:0:0]',
    ],
  },
  {
    name: 'IPv4-compatible',
    hosts: ['[::127.0.0.1]', '[::7f00:1]', '[0::127.0.0.1]', '[0:0:0:0:0:0:7f00:1]', '[::127.1.2.3]'],
  },
]

/** Literals beyond loopback that are not public either. */
export const privateLiterals: readonly Spellings[] = [
  {
    name: 'private',
    hosts: [
      '10.0.0.1',
      '10.255.255.255',
      '172.16.0.1',
      '172.31.255.254',
      '192.168.0.1',
      '192.168.255.255',
      '167772161',
      '0x0a000001',
      '012.0.0.1',
      '10.1',
      '10.0.1',
      '0xac100001',
      '172.16.1',
      '0300.0250.0.1',
      '0xc0a80001',
      '3232235521',
      '192.11010049',
      '192.168.257',
      '0xc0.0250.0x0001',
      ...mapped.slice(19, 20),
      ...mapped.slice(21),
    ],
  },
  {
    name: 'link-local and metadata',
    hosts: [
      '169.254.1.1',
      '169.254.169.254',
      '0xa9fea9fe',
      '2852039166',
      '0251.0376.0251.0376',
      '169.254.43518',
      '169.16689662',
      '0xa9.254.0251.0xfe',
      '169.254.169.254.',
      '[::ffff:169.254.169.254]',
      '[::ffff:a9fe:a9fe]',
      '[::169.254.169.254]',
      '[fe80::1]',
      '[fe80::a9fe:a9fe]',
      '[febf::1]',
      '[fd00:ec2::254]',
      '100.100.100.200',
      '192.0.0.192',
      ...mapped.slice(20, 21),
    ],
  },
  {
    name: 'shared, reserved, multicast, documentation',
    hosts: [
      '0.1.2.3',
      '100.64.0.1',
      '100.127.255.254',
      '192.0.0.1',
      '192.0.2.1',
      '192.88.99.1',
      '198.18.0.1',
      '198.19.255.254',
      '198.51.100.1',
      '203.0.113.1',
      '224.0.0.1',
      '239.255.255.250',
      '240.0.0.1',
      '255.255.255.255',
      '4294967295',
      '0xffffffff',
      '0377.0377.0377.0377',
      '255.255.65535',
    ],
  },
  {
    name: 'IPv6 that is not global',
    hosts: [
      '[fc00::1]',
      '[fd12:3456:789a::1]',
      '[fec0::1]',
      '[ff02::1]',
      '[ff0e::1]',
      '[100::1]',
      '[2001:db8::1]',
      '[3fff::1]',
      '[5f00::1]',
      '[4000::1]',
      '[2001:2::1]',
      '[2001:10::1]',
      '[2001:20::1]',
    ],
  },
  {
    name: 'mapped and compatible',
    hosts: [
      '[::ffff:10.0.0.1]',
      '[::ffff:a00:1]',
      '[::ffff:192.168.0.1]',
      '[::ffff:c0a8:1]',
      '[::ffff:8.8.8.8]',
      '[::10.0.0.1]',
      '[::8.8.8.8]',
      '[::ffff:0:127.0.0.1]',
      '[::ffff:0:a00:1]',
    ],
  },
  {
    name: 'NAT64',
    hosts: [
      '[64:ff9b::127.0.0.1]',
      '[64:ff9b::7f00:1]',
      '[64:ff9b::10.0.0.1]',
      '[64:ff9b::a00:1]',
      '[64:ff9b::192.168.0.1]',
      '[64:ff9b::169.254.169.254]',
      '[0064:ff9b:0:0:0:0:7f00:0001]',
      '[64:FF9B::8.8.8.8]',
      '[64:ff9b:1::127.0.0.1]',
      '[64:ff9b:1::a00:1]',
      '[64:ff9b:1:ffff:ffff:ffff:10.0.0.1]',
      '[64:ff9b:1:a00:1::]',
    ],
  },
  {
    name: '6to4',
    hosts: [
      '[2002:7f00:1::]',
      '[2002:7f00:0001::1]',
      '[2002:a00:1::1]',
      '[2002:c0a8:1::1]',
      '[2002:a9fe:a9fe::1]',
      '[2002:808:808::1]',
      '[2002::1]',
    ],
  },
  {
    name: 'Teredo',
    hosts: [
      '[2001::1]',
      '[2001:0:7f00:1::]',
      '[2001:0:4136:e378:8000:63bf:80ff:fffe]',
      '[2001:0000::f5ff:fffe]',
    ],
  },
]

/** What is no address at all: read otherwise by some, and refused. */
export const malformedHosts: readonly Spellings[] = [
  {
    name: 'a zone id',
    hosts: ['[fe80::1%25eth0]', '[fe80::1%eth0]', '[::1%25lo]', '[::1%lo]', '[fe80::1%251]', '[::1%00]'],
  },
  {
    name: 'too many or too large parts',
    hosts: [
      '127.0.0.1.1',
      '127.0.0.256',
      '256.0.0.1',
      '4294967296',
      '0x100000000',
      '127.0.0.0x100',
      '127..1',
      '127.0.0.08',
    ],
  },
  {
    name: 'odd brackets',
    hosts: [
      '[127.0.0.1]',
      '[::1',
      '::1',
      '[::ffff:127.1]',
      '[0x7f::1]',
      '[v1.127.0.0.1]',
      '[[::1]]',
      '[::1].example',
    ],
  },
  {
    name: 'forbidden letters',
    hosts: ['127.0.0.1%00', '127.0.0.1%0a', '127.0.0.1%20x', 'a%2f@127.0.0.1', '<127.0.0.1>'],
  },
]

/** Absolute addresses that are refused for more than their host. */
export function oddAddresses(port: number): readonly Spellings[] {
  const at = `127.0.0.1:${port}`
  return [
    {
      name: 'user information',
      hosts: [
        `http://user@${at}/`,
        `http://user:password@${at}/`,
        `http://:password@${at}/`,
        `http://example.org@${at}/`,
        `http://example.org:80@${at}/`,
        `http://example.org%2f@${at}/`,
        `http://${at}@example.org/`,
        `http://example.org%40x:y@${at}/`,
        `https://user@${at}/`,
      ],
    },
    {
      name: 'another scheme',
      hosts: [
        `ftp://${at}/`,
        `ftps://${at}/`,
        `gopher://${at}/_GET`,
        `ws://${at}/`,
        `wss://${at}/`,
        `dict://${at}/x`,
        `ldap://${at}/`,
        `tftp://${at}/x`,
        `telnet://${at}/`,
        `feed://${at}/`,
        `feed:http://${at}/`,
        `view-source:http://${at}/`,
        `blob:http://${at}/1`,
        `jar:http://${at}/x!/`,
        `redis://${at}/`,
        'file:///etc/passwd',
        'file://localhost/etc/passwd',
        'data:text/xml,<rss/>',
        'javascript:alert(1)',
        'about:blank',
        'mailto:a@example.org',
      ],
    },
    {
      name: 'odd slashes',
      hosts: [
        `http:/${at}/`,
        `http:${at}/`,
        `http:///${at}/`,
        `http:////${at}/`,
        `http:\\\\${at}\\`,
        `http:/\\${at}/`,
        ` http://${at}/`,
        `ht\ntp://127.0.\t0.1:${port}/`,
        `HTTP://${at}/`,
        `//${at}/`,
        `///${at}/`,
        at,
      ],
    },
  ]
}

/** Every one of them as an absolute address, on this port where it has none of its own. */
export function allSpellings(port: number): readonly { readonly name: string; readonly url: string }[] {
  const literals = [...loopbackLiterals, ...privateLiterals, ...malformedHosts]
  return [
    ...literals.flatMap(({ name, hosts }) => hosts.map(host => ({ name, url: `http://${host}:${port}/` }))),
    ...oddAddresses(port).flatMap(({ name, hosts }) => hosts.map(url => ({ name, url }))),
  ]
}
