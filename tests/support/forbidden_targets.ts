import type { HttpRequest } from '#core/plugins/api'

/** This host, as it can be written: what follows `http://`, up to the port. */
export const LOOPBACK = [
  '127.0.0.1',
  '127.0.0.1.',
  '127.0.0.01',
  '127.1',
  '127.0.1',
  '127.255.255.254',
  '2130706433',
  '017700000001',
  '0x7f000001',
  '0x7F.1',
  '0177.0.0.1',
  '0x7f.0.0.0x1',
  '00000177.0x0.1',
  '0',
  '0.0.0.0',
  '0.1.2.3',
  '%31%32%37.0.0.1',
  '127%2e0%2e0%2e1',
  '127。0。0。1',
  '①②⑦.⓪.⓪.①',
  '１２７.0.0.1',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[0000::0001]',
  '[::]',
  '[::127.0.0.1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::FFFF:0:7F00:1]',
  '[0:0:0:0:0:ffff:127.0.0.1]',
  '[::ffff:0.0.0.0]',
  '[64:ff9b::127.0.0.1]',
  '[64:ff9b:1::7f00:1]',
  '[2002:7f00:1::]',
  '[2002:7f00:1::7f00:1]',
  '[2001:0:7f00:1::80ff:fffe]',
  'localhost',
  'LOCALHOST.',
  'ｌｏｃａｌｈｏｓｔ',
  'ⓛocalhost',
  'local%68ost',
  'lo\tcalhost',
  'l\u00ADocalhost',
  'any.localhost',
  'a.b.LocalHost.',
  '127.0.0.1.nip.example.com',
  'example.com%2e127.0.0.1.example.com',
] as const

/** What is beside this host, and no host of the internet. */
export const ELSEWHERE = [
  '10.0.0.1',
  '012.0.0.1',
  '167772161',
  '100.64.0.1',
  '100.127.255.254',
  '169.254.169.254',
  '0xa9fea9fe',
  '0251.0376.0251.0376',
  '2852039166',
  '169.254.170.2',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.192',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.0.1',
  '192.168.257',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
  '[::a9fe:a9fe]',
  '[::ffff:169.254.169.254]',
  '[64:ff9b::a9fe:a9fe]',
  '[2002:a9fe:a9fe::]',
  '[100::1]',
  '[2001:db8::1]',
  '[3fff::1]',
  '[5f00::1]',
  '[4000::1]',
  '[fc00::1]',
  '[fd00:ec2::254]',
  '[fd20:ce::254]',
  '[fe80::1]',
  '[fec0::1]',
  '[ff02::1]',
] as const

/** What a name resolves to, of which at least one is no host of the internet. */
export const RESOLVED = [
  ['127.0.0.1'],
  ['::1'],
  ['::ffff:127.0.0.1'],
  ['1.1.1.1', '127.0.0.1'],
  ['127.0.0.1', '1.1.1.1'],
  ['2606:4700:4700::1111', '1.1.1.1', '::1'],
  ['0.0.0.0'],
  ['::'],
  ['fe80::1%lo'],
  ['::1%1'],
  ['169.254.169.254'],
  ['fd00:ec2::254'],
  ['64:ff9b::7f00:1'],
  ['0177.0.0.1'],
  ['localhost'],
  [''],
  [],
] as const

interface Unsendable {
  /** `{port}` is that of the canary. */
  readonly url: string
  readonly request?: HttpRequest
  readonly reason: RegExp
}

const NO_URL = /^What is to be asked is no URL$/
const NO_HTTP = /^Only http and https can be asked, and not \w+:$/
const PASSWORD = /holds a password: send it as a header$/
const NO_HEADER = /^http:\/\/\S+ was not asked: the header \S+ cannot be sent$/

/** What is refused by its look, before any name is resolved. */
export const UNSENDABLE: readonly Unsendable[] = [
  ...['file:///etc/passwd', 'file://localhost/', 'ftp://127.0.0.1:{port}/'].map(notHttp),
  ...['gopher://127.0.0.1:{port}/_GET', 'data:text/plain,a', 'blob:http://127.0.0.1/a'].map(
    notHttp
  ),
  ...['ws://127.0.0.1:{port}/', 'dict://127.0.0.1:{port}/', 'javascript:fetch("/")'].map(notHttp),
  ...['unix:/run/postgresql/.s.PGSQL.5432', 'localhost:{port}', 'about:blank'].map(notHttp),
  ...['127.0.0.1:{port}', '//127.0.0.1:{port}/', '/latest', '', 'http://'].map(noUrl),
  ...['http://[::1%25lo]:{port}/', 'http://[fe80::1%eth0]:{port}/'].map(noUrl),
  ...['http://127.0.0.1%00.example.com:{port}/', 'http://localhost%0d%0a:{port}/'].map(noUrl),
  ...['http://127.0.0.256:{port}/', 'http://4294967297/', 'http://127.0.0.1:99999/'].map(noUrl),
  ...['http://[::ffff:0x7f.1]:{port}/', 'http://[::1]x:{port}/'].map(noUrl),
  { url: 'http://example.com@127.0.0.1:{port}/', reason: PASSWORD },
  { url: 'http://example.com:80@127.0.0.1:{port}/', reason: PASSWORD },
  { url: 'http://example.com%2f@127.0.0.1:{port}/', reason: PASSWORD },
  { url: 'http://:hidden@127.0.0.1:{port}/', reason: PASSWORD },
  {
    url: 'http://1.1.1.1/',
    request: { headers: { 'x-key': 'secret\r\nHost: 127.0.0.1' } },
    reason: NO_HEADER,
  },
  { url: 'http://1.1.1.1/', request: { headers: { 'x-key': 'secret\u010a' } }, reason: NO_HEADER },
  {
    url: 'http://1.1.1.1/',
    request: { headers: { 'x-key\r\nsecret': 'a' } },
    reason: /^http:\/\/1\.1\.1\.1 was not asked: a header has a name that cannot be sent$/,
  },
  { url: 'http://1.1.1.1:25/', reason: /could not be asked: bad port$/ },
]

function notHttp(url: string): Unsendable {
  return { url, reason: NO_HTTP }
}

function noUrl(url: string): Unsendable {
  return { url, reason: NO_URL }
}

/** Another way of writing a URL to this host: around the host, or behind it. */
export const SURROUNDED = [
  'http:///127.0.0.1:{port}/',
  'http:127.0.0.1:{port}/',
  'http:\\\\127.0.0.1:{port}\\',
  'HTTP://127.0.0.1:{port}/',
  ' http://127.0.0.1:{port}/ ',
  'ht\ntp://127.0.0.1:{port}/',
  'http://127.0.0.1:{port}\\@example.com/',
  'http://127.0.0.1:{port}/?@example.com',
  'http://127.0.0.1:{port}#@example.com/',
  'http://127.0.0.1:0{port}/a\r\nHost: example.com',
  'https://127.0.0.1:{port}/',
  'https://[::1]:{port}/',
]
