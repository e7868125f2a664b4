import { expect, test } from 'vitest'
import { parseManifest } from '../manifest/parse-manifest.ts'
import { adapt, AliasError, aliasTable, withKnownAliases } from './adapt.ts'
import { layer } from './layer.ts'

type Row = { slug: string; name?: string; path: string; aliases?: string[]; query?: string[] }

const toolkit = (slug: string, base_url: string, rows: Row[]) =>
  parseManifest({
    manifest: 1,
    slug,
    name: slug,
    description: 'What it does for those who use it.',
    logo: 'https://example.com/logo.svg',
    categories: [],
    http: { base_url },
    auth: [{ mode: 'NO_AUTH', name: `${slug}_open` }],
    tools: rows.map(({ slug: tool, name = 'A tool', path, aliases = [], query = [] }) => ({
      slug: tool,
      aliases,
      name,
      description: `${name}.`,
      tags: [],
      input: {
        type: 'object',
        properties: Object.fromEntries(['id', ...query].map((argument) => [argument, { type: 'string' }])),
        required: ['id', ...query],
      },
      exec: {
        kind: 'http',
        method: 'GET',
        path,
        parameters: [
          { name: 'id', in: 'path' },
          ...query.map((argument) => ({ name: argument, in: 'query' as const })),
        ],
      },
    })),
  })

const described = () =>
  toolkit('trello', 'https://trello.com/1', [
    {
      slug: 'TRELLO_GETLABELSBYID',
      name: 'getLabelsById',
      path: '/labels/{id}',
      aliases: ['TRELLO_GET_LABELS_BY_ID'],
      query: ['fields', 'token'],
    },
  ])

test('a described tool has no argument for what the credential sends, and a name of words', () => {
  const [tool] = adapt(described()).tools
  expect(tool).toMatchObject({
    slug: 'TRELLO_GET_LABELS_BY_ID',
    aliases: [],
    name: 'Get labels by id',
    description: 'Get labels by id: GET /labels/{id}.',
    input: { required: ['id', 'fields'] },
  })
  expect(Object.keys(tool?.input.properties ?? {})).toStrictEqual(['id', 'fields'])
  expect(JSON.stringify(tool)).not.toContain('token')
})

test('a description of the same API at another known address is called at the hand-kept one', () => {
  const own = toolkit('trello', 'https://api.trello.com/1', [{ slug: 'TRELLO_MINE', path: '/mine/{id}' }])
  const { toolkit: whole, dropped } = layer(own, adapt(described()))
  expect(dropped).toStrictEqual([])
  expect(whole.tools[1]?.exec).toMatchObject({ path: '/labels/{id}' })
})

test('the credential goes to no other address, and to no other version below a templated one', () => {
  const own = toolkit('acme', 'https://api.acme.com/v4', [{ slug: 'ACME_MINE', path: '/mine/{id}' }])
  const other = toolkit('acme', 'https://acme.com/v4', [{ slug: 'ACME_OTHER', path: '/other/{id}' }])
  expect(layer(own, other).dropped).toHaveLength(1)
  const site = toolkit('acme', 'https://{{conn.site}}.acme.com/api/v4', [
    { slug: 'ACME_MINE', path: '/mine/{id}' },
  ])
  const older = toolkit('acme', 'https://acme.com/api', [
    { slug: 'ACME_OLD', path: '/v3/things/{id}' },
    { slug: 'ACME_NOW', path: '/v4/things/{id}' },
  ])
  const { toolkit: whole } = layer(site, older)
  expect(whole.tools.map(({ slug }) => slug)).toStrictEqual(['ACME_MINE', 'ACME_NOW'])
  expect(whole.tools[1]?.exec).toMatchObject({ path: '/things/{id}' })
})

test('a line of the alias table gives a tool a further name', () => {
  const mine = toolkit('acme', 'https://acme.com', [
    { slug: 'ACME_A', path: '/a/{id}', aliases: ['ACME_FIRST'] },
  ])
  const text = '# remark\nACME_GET_IT ACME_A\nACME_SEE_IT ACME_FIRST\n'
  const aliases = ['ACME_FIRST', 'ACME_GET_IT', 'ACME_SEE_IT']
  expect(withKnownAliases(mine, text).tools[0]).toMatchObject({ slug: 'ACME_A', aliases })
})

test('a toolkit that is another one under a second prefix has its names too', () => {
  const tables = ['slack', 'slackbot'].map((slug) => aliasTable(slug)?.split('\n') ?? [])
  const pin = 'ADD_A_STAR_TO_AN_ITEM'
  expect(tables[0]).toContain(`SLACK_${pin} SLACK_STARS_ADD`)
  expect(tables[1]).toContain(`SLACKBOT_${pin} SLACKBOT_STARS_ADD`)
  expect(tables[1]?.filter((line) => /\bSLACK_/.test(line))).toStrictEqual([])
  expect(
    tables[1]?.flatMap((line) => line.split(' ')).filter((name) => /^SLACKBOT_.{56}/.test(name)),
  ).toStrictEqual([])
})

test.each([
  ['ACME_GET_IT ACME_GONE', 'there is no tool ACME_GONE'],
  ['ACME_B ACME_A', 'ACME_B is already a name of ACME_B'],
  ['ACME_X ACME_A\nACME_X ACME_B', 'ACME_X is already a name of ACME_A'],
  ['OTHER_GET_IT ACME_A', 'OTHER_GET_IT is no name of acme'],
])('a table that says %j is refused', (text, reason) => {
  const mine = toolkit('acme', 'https://acme.com', [
    { slug: 'ACME_A', path: '/a/{id}' },
    { slug: 'ACME_B', path: '/b/{id}' },
  ])
  expect(() => withKnownAliases(mine, text)).toThrow(AliasError)
  expect(() => withKnownAliases(mine, text)).toThrow(reason)
})
