/** Toolkits that are off by default, and grades, over the wire: who finds what, and in which order. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCatalog, type ToolkitInput } from '@patchbay/catalog'
import { buildCatalog } from '@patchbay/catalog/build'
import { afterAll, describe, expect, test } from 'vitest'
import { testServer } from '../../test/harness.ts'

const home = mkdtempSync(join(tmpdir(), 'patchbay-off-'))

const quality = (score: number): Pick<ToolkitInput, 'quality'> => ({
  quality: { grade: score > 80 ? 'A' : 'C', score, auth: 'declared', server: 'absolute' },
})

/** A toolkit whose one tool restarts machines. */
const cloud = (slug: string, more: Partial<ToolkitInput>): ToolkitInput => ({
  manifest: 1,
  slug,
  name: slug,
  description: 'Machines.',
  logo: 'https://acme.example/logo.png',
  http: { base_url: 'https://api.acme.example' },
  auth: [{ mode: 'NO_AUTH', name: slug }],
  tools: [
    {
      slug: `${slug.toUpperCase()}_RESTART_MACHINE`,
      name: 'Restart a machine',
      description: 'Restarts a virtual machine.',
      tags: ['openWorldHint'],
      input: { type: 'object', properties: {} },
      exec: { kind: 'http', method: 'POST', path: '/restart' },
    },
  ],
  ...more,
})

const toolkits = [
  cloud('aardvark', quality(40)),
  cloud('hypercloud', { off_by_default: true, ...quality(99) }),
  cloud('kept', {}),
  cloud('zebra', quality(90)),
]
await buildCatalog({ outDir: join(home, 'store'), toolkits })
const catalog = openCatalog(join(home, 'store'))
const server = await testServer({ deps: { catalog } })
afterAll(async () => {
  await server.close()
  rmSync(home, { recursive: true })
})

const off = 'HYPERCLOUD_RESTART_MACHINE'

async function slugsAt(path: string): Promise<string[]> {
  const { status, body } = await server.call('GET', path)
  expect(status, JSON.stringify(body)).toBe(200)
  return body.items.map(({ slug }: { slug: string }) => slug)
}

describe('lists', () => {
  test('have toolkits kept by hand first, then the best grade', async () => {
    expect(await slugsAt('/toolkits')).toStrictEqual(['kept', 'zebra', 'aardvark'])
    expect(await slugsAt('/toolkits?include=all')).toStrictEqual(['kept', 'hypercloud', 'zebra', 'aardvark'])
  })

  test.each(['/tools', '/tools?query=restart%20a%20machine', '/tools?tags=openWorldHint'])(
    'leave out what is off by default, unless everything is asked for: %s',
    async (path) => {
      expect(await slugsAt(path)).not.toContain(off)
      expect(await slugsAt(`${path}${path.includes('?') ? '&' : '?'}include=all`)).toContain(off)
    },
  )

  test('have it when it is named', async () => {
    expect(await slugsAt('/tools?toolkit_slug=hypercloud')).toStrictEqual([off])
    expect(await slugsAt(`/tools?tool_slugs=${off}`)).toStrictEqual([off])
  })
})

describe('a session', () => {
  async function sessionOf(config: object): Promise<string> {
    const { status, body } = await server.call('POST', '/tool_router/session', {
      body: { user_id: 'ann', ...config },
    })
    expect(status, JSON.stringify(body)).toBe(201)
    return body.session_id
  }

  async function found(config: object, more: object = {}): Promise<string[]> {
    const { status, body } = await server.call(
      'POST',
      `/tool_router/session/${await sessionOf(config)}/search`,
      {
        body: { queries: [{ use_case: 'restart a virtual machine' }], ...more },
      },
    )
    expect(status, JSON.stringify(body)).toBe(200)
    const [result] = body.results
    return [...result.primary_tool_slugs, ...result.related_tool_slugs]
  }

  test('finds no tool of a toolkit that is off by default, even limited to it', async () => {
    expect(await found({})).toContain('ZEBRA_RESTART_MACHINE')
    expect(await found({})).not.toContain(off)
    expect(await found({}, { toolkits: ['hypercloud'] })).toStrictEqual([])
    expect(await found({ toolkits: { disable: ['zebra'] } })).not.toContain(off)
  })

  test.each([{ toolkits: { enable: ['hypercloud'] } }, { tools: { hypercloud: { enable: [off] } } }])(
    'finds them when it names the toolkit: %j',
    async (config) => {
      expect(await found(config)).toContain(off)
    },
  )

  test('lists it only then', async () => {
    const listed = async (config: object) =>
      slugsAt(`/tool_router/session/${await sessionOf(config)}/toolkits`)
    expect(await listed({})).not.toContain('hypercloud')
    expect(await listed({ toolkits: { enable: ['hypercloud'] } })).toStrictEqual(['hypercloud'])
  })

  test('executes its tool by slug all the same', async () => {
    const { body } = await server.call('POST', `/tool_router/session/${await sessionOf({})}/execute`, {
      body: { tool_slug: off, arguments: {} },
    })
    expect(JSON.stringify(body)).not.toContain('not found in this session')
  })
})
