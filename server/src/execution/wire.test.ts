/** What goes over the wire, byte for byte, for every way that a manifest can describe a call. */
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { fileInput, fileOutput } from '@patchbay/catalog'
import { ApiError } from '../http/errors.ts'
import { startWire, type RunOptions, type ToolSpec } from './wire-rig.ts'

const wire = await startWire()
afterAll(() => wire.close())

type Exec = Record<string, unknown>
const call = (exec: Exec): ToolSpec['exec'] =>
  ({ kind: 'http', method: 'POST', path: '/x', ...exec }) as ToolSpec['exec']

/** The one request of a call, its body as text. */
async function sent(exec: Exec, args: Record<string, unknown>, more: Partial<ToolSpec> = {}) {
  await wire.run({ exec: call(exec), ...more }, args)
  const [request, ...others] = wire.received
  expect(others).toStrictEqual([])
  return {
    method: request?.method,
    url: request?.url,
    type: request?.headers['content-type'],
    headers: request?.headers ?? {},
    body: request?.body.toString('utf8') ?? '',
    bytes: request?.body ?? Buffer.alloc(0),
  }
}

const inQuery = (style: string, wireName?: string) => ({
  method: 'GET',
  parameters: [{ name: 'a', in: 'query', style, ...(wireName === undefined ? {} : { wire: wireName }) }],
})
const inBody = (...names: string[]) => names.map((name) => ({ name, in: 'body' }))

describe('a query', () => {
  test.each([
    ['repeat', [1, 2], 'a=1&a=2'],
    ['comma', [1, 2], 'a=1%2C2'],
    ['space', [1, 2], 'a=1+2'],
    ['pipe', [1, 2], 'a=1%7C2'],
    ['brackets', [1, 2], 'a%5B%5D=1&a%5B%5D=2'],
    ['brackets', { k: [1] }, 'a%5Bk%5D%5B%5D=1'],
    ['deepObject', { k: 1, l: [2] }, 'a%5Bk%5D=1&a%5Bl%5D%5B0%5D=2'],
    ['dotted', [{ Name: 'n', Value: ['v', 'w'] }], 'a.1.Name=n&a.1.Value.1=v&a.1.Value.2=w'],
    ['member', [{ Key: 'k' }], 'a.member.1.Key=k'],
    ['json', [1, { k: 2 }], 'a=%5B1%2C%7B%22k%22%3A2%7D%5D'],
    ['json', { k: 'é&' }, 'a=%7B%22k%22%3A%22%C3%A9%26%22%7D'],
  ])('%s writes %j as %s', async (style, value, query) => {
    expect((await sent(inQuery(style), { a: value })).url).toBe(`/v1/x?${query}`)
  })

  test('keeps a wire name with dots and brackets as it is', async () => {
    expect((await sent(inQuery('repeat', 'filter[a.b]'), { a: 1 })).url).toBe('/v1/x?filter%5Ba.b%5D=1')
  })

  test('takes constants from the account', async () => {
    const exec = call({ method: 'GET', query: { team: '{{conn.team}}', v: '2' } })
    await wire.run({ exec }, {}, { conn: { team: 'a b' } })
    expect(wire.received[0]?.url).toBe('/v1/x?team=a+b&v=2')
  })
})

describe('a path', () => {
  const inPath = (style: string, path = '/p/{a}/end') => ({
    method: 'GET',
    path,
    parameters: [{ name: 'a', in: 'path', style }],
  })
  test.each([
    ['repeat', ['x', 'y'], '/v1/p/x,y/end'],
    ['label', ['x', 'y'], '/v1/p/.x.y/end'],
    ['matrix', ['x', 'y'], '/v1/p/;a=x,y/end'],
    ['segments', 'projects/my project/items/1', '/v1/p/projects/my%20project/items/1/end'],
  ])('%s writes %j as %s', async (style, value, url) => {
    expect((await sent(inPath(style), { a: value })).url).toBe(url)
  })

  test.each(['../x', 'a//b', 'a/./b', '', 'a/..'])('a resource name %j is refused', async (value) => {
    await expect(sent(inPath('segments', '/{+a}'), { a: value })).rejects.toThrow(ApiError)
    expect(wire.received).toStrictEqual([])
  })
})

describe('a JSON body', () => {
  test('has arrays where the wire names places', async () => {
    const parameters = [
      { name: 'text', in: 'body', wire: 'requests.0.insert.text' },
      { name: 'at', in: 'body', wire: 'requests.0.insert.at' },
      { name: 'more', in: 'body', wire: 'requests.1' },
    ]
    const { body, type } = await sent({ parameters }, { text: 'hi', at: 3, more: { end: true } })
    expect(type).toBe('application/json')
    expect(body).toBe('{"requests":[{"insert":{"text":"hi","at":3}},{"end":true}]}')
  })

  test('leaves no hole where an argument was not given', async () => {
    const parameters = [
      { name: 'first', in: 'body', wire: 'list.0' },
      { name: 'second', in: 'body', wire: 'list.1' },
    ]
    const input = { type: 'object' as const, properties: { first: {}, second: {} } }
    expect((await sent({ parameters }, { second: 2 }, { input })).body).toBe('{"list":[2]}')
  })

  test('can be an array, from constants and places', async () => {
    const parameters = [{ name: 'value', in: 'body', wire: '0.value' }]
    const body = [{ op: 'replace', path: '/title' }]
    expect((await sent({ body, parameters, method: 'PATCH' }, { value: 'T' })).body).toBe(
      '[{"op":"replace","path":"/title","value":"T"}]',
    )
    expect((await sent({ parameters: [{ name: 'v', in: 'body', wire: '0.id' }] }, { v: 1 })).body).toBe(
      '[{"id":1}]',
    )
  })

  test('keeps a dot and a digit that a backslash protects', async () => {
    const parameters = [
      { name: 'a', in: 'body', wire: 'odata\\.type' },
      { name: 'b', in: 'body', wire: 'map.\\0' },
    ]
    expect((await sent({ parameters }, { a: 1, b: 2 })).body).toBe('{"odata.type":1,"map":{"0":2}}')
  })

  test('takes constants from input and account with their types, and leaves out what is not given', async () => {
    const body = { n: '{{input.count}}', deep: [{ s: 'x-{{conn.team}}', none: '{{input.missing}}' }] }
    const input = { type: 'object' as const, properties: { count: {}, missing: {} } }
    await wire.run({ exec: call({ body }), input }, { count: 5 }, { conn: { team: 't' } })
    expect(wire.received[0]?.body.toString()).toBe('{"n":5,"deep":[{"s":"x-t"}]}')
  })

  test('a value that looks like a template stays what it is', async () => {
    const { body } = await sent({ parameters: inBody('a') }, { a: '{{conn.secret}}' })
    expect(body).toBe('{"a":"{{conn.secret}}"}')
  })
})

describe('a form', () => {
  const form = (parameters: object[], body?: object) => ({
    body_type: 'form',
    parameters,
    ...(body && { body }),
  })
  test('nests as Stripe reads it', async () => {
    const parameters = [
      { name: 'items', in: 'body', style: 'deepObject' },
      { name: 'metadata', in: 'body' },
      { name: 'expand', in: 'body', style: 'brackets' },
    ]
    const { body, type } = await sent(form(parameters), {
      items: [{ price: 'p_1', quantity: 2 }],
      metadata: { order: '6 7' },
      expand: ['customer'],
    })
    expect(type).toBe('application/x-www-form-urlencoded')
    expect(decodeURIComponent(body)).toBe(
      'items[0][price]=p_1&items[0][quantity]=2&metadata[order]=6+7&expand[]=customer',
    )
  })

  test('repeats and names as Twilio does', async () => {
    const parameters = [
      { name: 'to', in: 'body', wire: 'To' },
      { name: 'media', in: 'body', wire: 'MediaUrl' },
    ]
    const { body } = await sent(form(parameters), { to: '+1', media: ['https://a', 'https://b'] })
    expect(body).toBe('To=%2B1&MediaUrl=https%3A%2F%2Fa&MediaUrl=https%3A%2F%2Fb')
  })

  test('numbers as AWS does, beside constants', async () => {
    const parameters = [{ name: 'ids', in: 'body', wire: 'InstanceId', style: 'dotted' }]
    const { body } = await sent(form(parameters, { Action: 'Describe', Version: '1' }), {
      ids: ['i-1', 'i-2'],
    })
    expect(body).toBe('Action=Describe&Version=1&InstanceId.1=i-1&InstanceId.2=i-2')
  })
})

const file = {
  name: 'a "b"\r\n.txt',
  mimetype: 'text/plain',
  base64: Buffer.from('héllo\0').toString('base64'),
}
const withFile = { input: { type: 'object' as const, properties: { file: fileInput('A file.'), title: {} } } }

describe('files', () => {
  test('a multipart body has fields and files, and a name cannot end its header', async () => {
    const parameters = [
      { name: 'title', in: 'body' },
      { name: 'file', in: 'body', wire: 'upload' },
    ]
    const { type, body, bytes } = await sent(
      { body_type: 'multipart', parameters, body: { kind: 'x' } },
      { file, title: { t: 1 } },
      withFile,
    )
    const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(String(type))?.[1]
    const parts = body.split(`--${boundary}`).map((part) => part.trim())
    expect(parts).toHaveLength(5)
    expect(parts.slice(1)).toStrictEqual([
      'content-disposition: form-data; name="kind"\r\n\r\nx',
      'content-disposition: form-data; name="title"\r\ncontent-type: application/json\r\n\r\n{"t":1}',
      'content-disposition: form-data; name="upload"; filename="a %22b%22%0D%0A.txt"\r\ncontent-type: text/plain\r\n\r\nhéllo\0',
      '--',
    ])
    // A parser that is not ours reads the same.
    const parsed = await new Response(new Uint8Array(bytes), {
      headers: { 'content-type': String(type) },
    }).formData()
    expect([parsed.get('kind'), parsed.get('title')]).toStrictEqual(['x', '{"t":1}'])
    expect(await (parsed.get('upload') as File).text()).toBe('héllo\0')
  })

  test('a related body is JSON, then the file', async () => {
    const parameters = [
      { name: 'title', in: 'body', wire: 'meta.title' },
      { name: 'file', in: 'body' },
    ]
    const { type, body } = await sent({ body_type: 'related', parameters }, { file, title: 'T' }, withFile)
    const boundary = /^multipart\/related; boundary=(.+)$/.exec(String(type))?.[1]
    expect(body.split(`--${boundary}`).map((part) => part.trim())).toStrictEqual([
      '',
      'content-type: application/json; charset=utf-8\r\n\r\n{"meta":{"title":"T"}}',
      'content-type: text/plain\r\n\r\nhéllo\0',
      '--',
    ])
  })

  test('a raw body is the file, byte for byte, under its own type', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_unused, index) => index))
    const args = { file: { name: 'b', mimetype: 'image/png', base64: bytes.toString('base64') } }
    const request = await sent(
      { body_type: 'raw', parameters: inBody('file'), method: 'PUT' },
      args,
      withFile,
    )
    expect(request.type).toBe('image/png')
    expect(request.bytes.equals(bytes)).toBe(true)
  })

  test('a JSON body carries a file as base64', async () => {
    const { body } = await sent({ parameters: inBody('file') }, { file }, withFile)
    expect(JSON.parse(body)).toStrictEqual({ file: file.base64 })
  })

  test.each([
    [{ name: 'x' }, 's3key: is required'],
    [{ name: 'x', base64: '*' }, 'is not base64'],
    [{ name: 'x', base64: '', mimetype: 'a\r\nb: c' }, 'not a media type'],
    ['/etc/passwd', 'must be a file'],
  ])('the file %j is refused', async (given, problem) => {
    await expect(sent({ parameters: inBody('file') }, { file: given }, withFile)).rejects.toThrow(problem)
    expect(wire.received).toStrictEqual([])
  })

  test('an answer becomes the declared output, with its name', async () => {
    const spec: ToolSpec = {
      exec: call({ method: 'GET', response: { file: 'document' } }),
      output: { type: 'object', properties: { document: fileOutput('The document.') } },
    }
    const headers = {
      'content-type': 'text/csv',
      'content-disposition': `attachment; filename="../x.csv"; filename*=UTF-8''r%C3%A9port.csv`,
    }
    const result = await wire.run(spec, {}, { answers: [{ headers, body: 'a,b' }] })
    expect(result).toMatchObject({
      successful: true,
      data: { document: { name: 'réport.csv', mimetype: 'text/csv', size: 3, base64: 'YSxi' } },
    })
    expect(wire.received[0]?.headers['accept']).toBe('*/*')
  })
})

describe('XML', () => {
  const xml = { body_type: 'xml', xml_root: 'Tagging', method: 'PUT' }
  test('a body has elements, attributes and repeated elements, and no value ends its tag', async () => {
    const parameters = [{ name: 'tags', in: 'body', wire: 'TagSet.Tag' }]
    const body = { '@xmlns': 'http://example.com/' }
    const request = await sent(
      { ...xml, body, parameters },
      { tags: [{ Key: 'a', Value: '</x>&"' }, { Key: 'b' }] },
    )
    expect(request.type).toBe('application/xml')
    expect(request.body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Tagging xmlns="http://example.com/"><TagSet><Tag><Key>a</Key><Value>&lt;/x&gt;&amp;&quot;</Value></Tag><Tag><Key>b</Key></Tag></TagSet></Tagging>',
    )
  })

  test.each(['a><b', 'a b', '1a', '@a="', ''])('a key %j is refused', async (key) => {
    const parameters = inBody('tags')
    await expect(sent({ ...xml, parameters }, { tags: { [key]: 'v' } })).rejects.toThrow(/not a name in XML/)
    expect(wire.received).toStrictEqual([])
  })

  async function read(body: string, response: object = {}, type = 'text/xml') {
    const exec = call({ method: 'GET', response })
    return wire.run({ exec }, {}, { answers: [{ headers: { 'content-type': type }, body }] })
  }

  test('an answer becomes JSON, with lists where they are declared', async () => {
    const body = '<?xml version="1.0"?><R xmlns="u" n="1"><Set><Item>007</Item></Set><E/></R>'
    expect((await read(body, { path: 'R', xml_lists: ['Item'] })).data).toStrictEqual({
      '@n': '1',
      Set: { Item: ['007'] },
      E: '',
    })
  })

  test.each([
    ['a document type', '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'],
    ['what is not well-formed', '<a><b></a>'],
    ['a name of the prototype', '<__proto__><polluted>1</polluted></__proto__>'],
    ['endless depth', '<a>'.repeat(50_000) + '</a>'.repeat(50_000)],
  ])('%s is kept as text, or as plain data', async (_what, body) => {
    const { successful, data } = await read(body)
    expect(successful).toBe(true)
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  test('an error of AWS says its message', async () => {
    const body =
      '<ErrorResponse><Error><Code>Denied</Code><Message>No access</Message></Error></ErrorResponse>'
    const answers = [{ status: 403, headers: { 'content-type': 'text/xml' }, body }]
    const result = await wire.run({ exec: call({ method: 'GET' }) }, {}, { answers })
    expect(result.error).toBe('403 Forbidden: No access')
  })
})

describe('headers and cookies', () => {
  test('a list in a header is written with commas; a cookie cannot add another', async () => {
    const parameters = [
      { name: 'fields', in: 'header', wire: 'X-Fields' },
      { name: 'session', in: 'cookie', wire: 'sid' },
    ]
    const { headers } = await sent({ parameters }, { fields: ['a', 'b'], session: 'x; admin=1' })
    expect(headers['x-fields']).toBe('a,b')
    expect(headers['cookie']).toBe('sid=x%3B%20admin%3D1')
  })

  test('what comes only in a header is in the result', async () => {
    const response = { headers: { id: { name: 'Location', take: 'last_segment' }, total: 'X-Total' } }
    const answers = [
      {
        status: 201,
        headers: { location: 'https://api.example/things/a%20b?x=1', 'x-total': '7' },
        body: '',
      },
    ]
    const result = await wire.run({ exec: call({ response }) }, {}, { answers })
    expect(result).toMatchObject({ successful: true, data: { id: 'a b', total: '7' } })
  })
})

describe('a failure with status 200', () => {
  async function judge(failure: object, body: object) {
    const options: RunOptions = {
      answers: [{ body: JSON.stringify(body) }],
      http: { failure } as NonNullable<RunOptions['http']>,
    }
    const { successful, error } = await wire.run({ exec: call({}) }, {}, options)
    return successful ? 'success' : error
  }
  const zoho = { path: 'code', differs: 0 }
  const twitter = { path: 'errors', present: true, unless: 'data' }
  test.each([
    [{ path: 'ok', equals: false }, { ok: false, error: 'no_channel' }, 'no_channel'],
    [zoho, { code: 4001, message: 'Invalid ticket' }, 'Invalid ticket'],
    [zoho, { code: 0, message: 'success' }, 'success'],
    [twitter, { errors: [{ detail: 'Not found' }, { detail: 'Gone' }] }, 'Not found; Gone'],
    [twitter, { errors: [{ detail: 'Partly' }], data: { id: 1 } }, 'success'],
    [{ path: 'result.id', absent: true }, { result: {} }, '{"result":{}}'],
    [[zoho, { path: 'error', present: true }], { error: 'two rules' }, 'two rules'],
    [{ path: 'userErrors', present: true }, { userErrors: [] }, 'success'],
  ])('%j reads %j as %s', async (failure, body, outcome) => {
    expect(await judge(failure, body)).toBe(outcome)
  })
})

describe('GraphQL', () => {
  const query = 'mutation Make($input: IssueInput!) { issueCreate(input: $input) { issue { id } success } }'
  const exec = {
    kind: 'graphql' as const,
    path: '/graphql',
    query,
    operation_name: 'Make',
    variables: [
      { name: 'title', wire: 'input.title' },
      { name: 'labels', wire: 'input.labelIds' },
    ],
    constants: { input: { team: '{{conn.team}}' } },
    response: { path: 'issueCreate', failure: { path: 'data.issueCreate.success', equals: false } },
  }
  const args = { title: 'T") { evil', labels: ['l'] }
  const run = async (body: object) =>
    wire.run({ exec }, args, { answers: [{ body: JSON.stringify(body) }], conn: { team: 'ENG' } })

  test('arguments are variables, never part of the document', async () => {
    const result = await run({ data: { issueCreate: { issue: { id: 'i1' }, success: true } } })
    expect(wire.received[0]).toMatchObject({ method: 'POST', url: '/v1/graphql' })
    expect(JSON.parse(String(wire.received[0]?.body))).toStrictEqual({
      query,
      operationName: 'Make',
      variables: { input: { team: 'ENG', title: 'T") { evil', labelIds: ['l'] } },
    })
    expect(result).toMatchObject({ successful: true, data: { issue: { id: 'i1' }, success: true } })
  })

  test('errors are the error of the tool, and partial data stays', async () => {
    const errors = [{ message: 'No such team' }, { message: 'Nor label' }]
    expect(await run({ errors, data: { issueCreate: null } })).toMatchObject({
      successful: false,
      error: 'No such team; Nor label',
      data: { data: { issueCreate: null } },
    })
  })

  test('a mutation that says it failed did', async () => {
    expect(await run({ data: { issueCreate: { success: false } } })).toMatchObject({ successful: false })
  })
})

describe('steps', () => {
  const steps = [
    {
      name: 'find',
      call: call({ method: 'GET', path: '/people', parameters: [{ name: 'email', in: 'query' }] }),
    },
    { name: 'label', when: 'input.label', call: call({ path: '/labels', body: { of: '{{input.label}}' } }) },
    {
      name: 'send',
      call: call({
        path: '/people/{{steps.find.items.0.id}}/mail',
        body: { to: '{{steps.find.items.0}}', n: 1 },
      }),
    },
  ]
  const exec = { kind: 'steps', steps } as ToolSpec['exec']
  const input = { type: 'object' as const, properties: { email: {}, label: {} } }
  const found = { body: '[{"id":"a/../b","n":2}]' }

  test('a later call reads what an earlier one returned, as one segment of a path', async () => {
    const result = await wire.run(
      { exec, input },
      { email: 'e' },
      { answers: [found, { body: '{"sent":true}' }] },
    )
    expect(wire.received.map(({ method, url }) => `${method} ${url}`)).toStrictEqual([
      'GET /v1/people?email=e',
      'POST /v1/people/a%2F..%2Fb/mail',
    ])
    expect(wire.received[1]?.body.toString()).toBe('{"to":{"id":"a/../b","n":2},"n":1}')
    expect(result).toMatchObject({ successful: true, data: { sent: true } })
  })

  test('a step whose condition holds runs; the first failure ends the tool', async () => {
    const answers = [found, { status: 422, body: '{"message":"bad label"}' }]
    const result = await wire.run({ exec, input }, { email: 'e', label: 'l' }, { answers })
    expect(wire.received).toHaveLength(2)
    expect(result).toMatchObject({ successful: false, error: '422 Unprocessable Entity: bad label' })
  })

  test('a result that is not there is told by the step', async () => {
    const result = await wire.run({ exec, input }, { email: 'e' }, { answers: [{ body: '[]' }] })
    expect(wire.received).toHaveLength(1)
    expect(result).toMatchObject({
      successful: false,
      error: 'Step send needs steps.find.items.0.id, which the provider did not return',
    })
  })

  test('the result can be put together from several', async () => {
    const result = { id: '{{steps.find.items.0.id}}', all: '{{steps.find.items}}' }
    const answered = await wire.run(
      { exec: { ...exec, result } as ToolSpec['exec'], input },
      { email: 'e' },
      { answers: [found] },
    )
    expect(answered.data).toStrictEqual({ id: 'a/../b', all: [{ id: 'a/../b', n: 2 }] })
  })
})

test('every argument lands where the manifest says and nowhere else, and the path keeps its segments', async () => {
  const places = ['path', 'query', 'header', 'cookie', 'body'] as const
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).map((value) => `q${value}`)
  const nasty = fc.oneof(
    text,
    fc.constantFrom('../', '..%2f', 'a?b=c', 'a#b', 'a;b', 'a&x=1', '{{conn.s}}', '"', '%00'),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(...places), nasty), { minLength: 1, maxLength: 6 }),
      async (given) => {
        const named = given.map(([place, value], index) => ({ name: `arg${index}`, place, value }))
        // Header values are printable ASCII; anything else is refused, which another test shows.
        const usable = named.map((one) =>
          one.place === 'header' ? { ...one, value: encodeURIComponent(one.value.toWellFormed()) } : one,
        )
        const paths = usable.filter(({ place }) => place === 'path')
        const exec = {
          path: `/${['fixed', ...paths.map(({ name }) => `{${name}}`)].join('/')}/end`,
          parameters: usable.map(({ name, place }) => ({
            name,
            in: place,
            wire: place === 'path' ? name : `w-${name}`,
          })),
        }
        const args = Object.fromEntries(usable.map(({ name, value }) => [name, value]))
        const request = await sent(exec, args)
        const url = new URL(request.url ?? '', 'http://localhost')
        const segments = url.pathname.split('/')
        expect(segments).toHaveLength(4 + paths.length)
        expect([segments[1], segments[2], segments.at(-1)]).toStrictEqual(['v1', 'fixed', 'end'])
        expect(segments.slice(3, -1).map(decodeURIComponent)).toStrictEqual(paths.map(({ value }) => value))
        const wanted = (place: string) =>
          usable
            .filter((one) => one.place === place)
            .map(({ name, value }) => [`w-${name}`, value.toWellFormed()])
        expect([...url.searchParams]).toStrictEqual(wanted('query'))
        expect(Object.entries(JSON.parse(request.body || '{}'))).toStrictEqual(
          usable.filter(({ place }) => place === 'body').map(({ name, value }) => [`w-${name}`, value]),
        )
        const cookies = String(request.headers['cookie'] ?? '')
          .split('; ')
          .filter(Boolean)
        expect(cookies.map((one) => one.split('=').map(decodeURIComponent))).toStrictEqual(wanted('cookie'))
        const headers = Object.entries(request.headers).filter(([name]) => name.startsWith('w-'))
        expect(headers.toSorted()).toStrictEqual(wanted('header').toSorted())
      },
    ),
    { numRuns: 150 },
  )
})
