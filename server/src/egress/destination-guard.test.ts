import { expect, test } from 'vitest'
import { classifyAddress } from './address-class.ts'
import { parseAllowPrivate } from './allow-private.ts'
import { hostMatches, parseDestination } from './destination.ts'
import { isAllowedPort, judgeDestination } from './destination-guard.ts'
import { EgressError } from './egress-error.ts'

const nothing = parseAllowPrivate([])

function judge(url: string, addresses: string[], allow: string[] = [], allowHttp = false): string {
  const policy = { allowPrivate: parseAllowPrivate(allow), allowHttp }
  return judgeDestination(parseDestination(url), addresses, policy) ?? 'fine'
}

/** Spellings of addresses that must not be reached, each the host of an otherwise ordinary URL. */
const privateHosts = [
  '127.0.0.1',
  '127.1',
  '127.0.1',
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '0177.0.0.1',
  '017700000001',
  '0177.0x0.0.1',
  '127.0.0.1.',
  '127。0。0。1',
  '127．0．0．1',
  '①②⑦.⓪.⓪.①',
  '１２７.0.0.1',
  '%31%32%37.0.0.1',
  '127.0.0.1%2e',
  '0.0.0.0',
  '0',
  '10.0.0.1',
  '10.1',
  '100.64.0.1',
  '100.127.255.255',
  '169.254.169.254',
  '0xa9fea9fe',
  '2852039166',
  '0251.0376.0251.0376',
  '169.254.43518',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '192.0.0.170',
  '192.0.2.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
  '[::1]',
  '[::]',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::ffff:8.8.8.8]',
  '[::127.0.0.1]',
  '[::ffff:0:127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b::169.254.169.254]',
  '[64:ff9b:1::a00:1]',
  '[2002:7f00:1::]',
  '[2002:a9fe:a9fe::]',
  '[2001:0:4136:e378:8000:63bf:3fff:fdd2]',
  '[2001:db8::1]',
  '[2001:2::1]',
  '[2001:20::1]',
  '[3fff::1]',
  '[fc00::1]',
  '[fd00:ec2::254]',
  '[fe80::1]',
  '[fec0::1]',
  '[ff02::1]',
  '[100::1]',
  '[5f00::1]',
  '[4000::1]',
]

test.each(privateHosts)(
  'refuses https://%s/, and lets it pass once the operator opens everything',
  (host) => {
    const destination = parseDestination(`https://${host}/`)
    expect(destination.isAddress).toBe(true)
    const closed = { allowPrivate: nothing, allowHttp: true }
    const open = { allowPrivate: parseAllowPrivate(['0.0.0.0/0', '::/0']), allowHttp: false }
    expect(judgeDestination(destination, [destination.host], closed)).toBe('it is not a public address')
    expect(judgeDestination(destination, [destination.host], open)).toBeUndefined()
  },
)

test('public addresses are fine, right up to the edges of the ranges that are not', () => {
  const fine = [
    '8.8.8.8',
    '1.1.1.1',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
  ]
  fine.push('128.0.0.0', '169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0', '192.167.255.255')
  fine.push('192.169.0.0', '198.17.255.255', '198.20.0.0', '223.255.255.255')
  fine.push('2606:4700:4700::1111', '2a00:1450::1', '2001:4860:4860::8888', '2001:200::1')
  for (const address of fine) expect(classifyAddress(address), address).toBe('public')
})

test('what is not an address at all counts as one that must not be reached', () => {
  for (const address of [
    '',
    'localhost',
    '1.2.3',
    '1.2.3.4.5',
    'fe80::1%eth0',
    '::ffff:1.2.3.4%1',
    '%',
    '01.2.3.4',
  ]) {
    expect(classifyAddress(address), address).not.toBe('public')
  }
})

test('one private record among public ones refuses the name', () => {
  expect(judge('https://a.example/', ['8.8.8.8', '2606:4700::1'])).toBe('fine')
  expect(judge('https://a.example/', ['8.8.8.8', '127.0.0.1'])).toBe('it is not a public address')
  expect(judge('https://a.example/', ['8.8.8.8', '::ffff:10.0.0.1'])).toBe('it is not a public address')
})

const grants: [entry: string, url: string, address: string, verdict: string][] = [
  ['crm.internal', 'http://crm.internal/', '10.0.0.5', 'fine'],
  ['crm.internal', 'http://CRM.internal.:8080/', '10.0.0.5', 'fine'],
  ['CRM.internal', 'https://crm.internal/', '10.0.0.5', 'fine'],
  ['crm.internal', 'https://crm.internal/', 'fd00::5', 'fine'],
  ['crm.internal', 'https://x.crm.internal/', '10.0.0.5', 'it is not a public address'],
  ['crm.internal', 'https://evil.example/', '10.0.0.5', 'it is not a public address'],
  ['crm.internal', 'https://10.0.0.5/', '10.0.0.5', 'it is not a public address'],
  ['crm.internal', 'http://crm.internal:6379/', '10.0.0.5', 'its port is not allowed'],
  ['crm.internal:6379', 'http://crm.internal:6379/', '10.0.0.5', 'fine'],
  ['crm.internal:8080', 'http://crm.internal:8081/', '10.0.0.5', 'it is not a public address'],
  ['crm.internal', 'http://crm.internal/', '169.254.169.254', 'it is not a public address'],
  ['169.254.169.254', 'http://crm.internal/', '169.254.169.254', 'fine'],
  ['127.0.0.1:3000', 'http://127.0.0.1:3000/', '127.0.0.1', 'fine'],
  ['127.0.0.1:3000', 'http://localhost:3000/', '127.0.0.1', 'fine'],
  ['127.0.0.1:3000', 'http://127.0.0.1:3001/', '127.0.0.1', 'it is not a public address'],
  ['127.0.0.1:22', 'http://127.0.0.1:22/', '127.0.0.1', 'fine'],
  ['localhost:3000', 'http://127.0.0.1:3000/', '127.0.0.1', 'it is not a public address'],
  ['localhost:80', 'http://localhost/', '127.0.0.1', 'fine'],
  ['10.0.0.0/8', 'https://evil.example/', '10.9.9.9', 'fine'],
  ['10.0.0.0/8', 'https://evil.example/', '11.0.0.1', 'fine'],
  ['10.0.0.0/8', 'https://evil.example/', '192.168.0.1', 'it is not a public address'],
  ['10.0.0.0/8', 'http://evil.example:5432/', '10.9.9.9', 'its port is not allowed'],
  ['::1', 'http://[::1]/', '::1', 'fine'],
  ['[::1]:8443', 'https://[::1]:8443/', '::1', 'fine'],
  ['fd00::/8', 'http://[fd00::1]/', 'fd00::1', 'fine'],
  ['api.example', 'http://api.example/', '8.8.8.8', 'fine'],
]

test.each(grants)('with %s allowed, %s at %s: %s', (entry, url, address, verdict) => {
  expect(judge(url, [address], [entry])).toBe(verdict)
})

test('a name that is allowed together with a port keeps other names and ports shut', () => {
  const allow = ['a.internal:8080', 'b.internal']
  expect(judge('http://a.internal:8080/', ['10.0.0.1'], allow)).toBe('fine')
  expect(judge('http://b.internal:8080/', ['10.0.0.1'], allow)).toBe('fine')
  expect(judge('http://a.internal:9000/', ['10.0.0.1'], allow)).toBe('it is not a public address')
})

test('plain http to a public address takes the word of the call or of the operator', () => {
  expect(judge('http://a.example/', ['8.8.8.8'])).toBe('it must be https')
  expect(judge('http://a.example/', ['8.8.8.8'], [], true)).toBe('fine')
  expect(judge('http://a.example/', ['8.8.8.8', '8.8.4.4'], ['8.8.8.8'])).toBe('it must be https')
  expect(judge('http://a.example/', ['127.0.0.1'], [], true)).toBe('it is not a public address')
})

test('ports where other protocols listen are shut', () => {
  for (const port of [80, 443, 1024, 3000, 8080, 8443, 9200, 65_535])
    expect(isAllowedPort(port), `${port}`).toBe(true)
  for (const port of [0, 21, 22, 25, 53, 110, 389, 445, 587, 1023, 2375, 3306, 5432, 6379, 11_211, 27_017]) {
    expect(isAllowedPort(port), `${port}`).toBe(false)
  }
})

const badEntries = [
  '',
  '*',
  'a b',
  'http://a.example',
  'a.example/path',
  '10.0.0.0/33',
  '10.0.0/8',
  '::/129',
  'a:0',
  'a:70000',
]
badEntries.push('10.0.0.0/8/8', '[::1', 'user@host', 'a:80:80', '10.0.0.0/-1', '*.internal')

test.each(badEntries)('an operator entry that cannot be read is an error that repeats it: %j', (entry) => {
  expect(() => parseAllowPrivate([entry])).toThrow(
    new TypeError(`allow_private: "${entry}" is not host, host:port, IP, IP:port or CIDR`),
  )
})

const badUrls: [url: string, code: string][] = [
  ['', 'bad_request'],
  ['/relative', 'bad_request'],
  ['https://', 'bad_request'],
  ['https://user@a.example/', 'bad_request'],
  ['https://user:secret@a.example/', 'bad_request'],
  ['https://:secret@a.example/', 'bad_request'],
  ['https://a.example:99999/', 'bad_request'],
  ['https://[::1%25eth0]/', 'bad_request'],
  ['https://a.example/' + 'x'.repeat(40_000), 'bad_request'],
  ['file:///etc/passwd', 'destination_refused'],
  ['ftp://a.example/', 'destination_refused'],
  ['gopher://a.example:6379/_', 'destination_refused'],
  ['data:text/plain,x', 'destination_refused'],
  ['javascript:alert(1)', 'destination_refused'],
  ['blob:https://a.example/1', 'destination_refused'],
  ['unix:/var/run/docker.sock', 'destination_refused'],
  ['ws://a.example/', 'destination_refused'],
]

test.each(badUrls)('refuses the URL %.40s', (url, code) => {
  let error: unknown
  try {
    parseDestination(url)
  } catch (caught) {
    error = caught
  }
  expect(error).toBeInstanceOf(EgressError)
  expect(error).toMatchObject({ code, sent: false, retryable: false })
  expect(String(error)).not.toContain('secret')
})

const allowed = (url: string, ...patterns: string[]) => hostMatches(parseDestination(url), patterns)

test('a host counts as one of the allowed only when it is, or is below the wildcard', () => {
  expect(allowed('https://api.example.com/', 'api.example.com')).toBe(true)
  expect(allowed('https://API.EXAMPLE.com.:8443/', 'api.example.com')).toBe(true)
  expect(allowed('https://a.b.example.com/', '*.example.com')).toBe(true)
  expect(allowed('https://münchen.example/', 'münchen.example')).toBe(true)
  expect(allowed('https://example.com/', '*.example.com')).toBe(false)
  expect(allowed('https://evilexample.com/', '*.example.com', 'example.com')).toBe(false)
  expect(allowed('https://api.example.com.evil.example/', 'api.example.com', '*.example.com')).toBe(false)
  expect(allowed('https://evil.example/api.example.com', 'api.example.com')).toBe(false)
  expect(allowed('https://evil.example\\@api.example.com/', 'api.example.com')).toBe(false)
  expect(allowed('https://api.example.com/', '*', '*.', '', '.com')).toBe(false)
  expect(allowed('https://10.0.0.1/', '*.0.0.1')).toBe(false)
  expect(allowed('https://api.example.com/')).toBe(false)
})
