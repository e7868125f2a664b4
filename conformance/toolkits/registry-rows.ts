/** The HTTP API of package registries, described as an operator would to bring it along. */
import { expect } from 'vitest'
import type { Row } from './row.ts'

const text = { type: 'string' }
const inPath = (name: string) => ({ name, in: 'path', required: true, schema: text })
const inQuery = (name: string) => ({ name, in: 'query', schema: text })
const json = (schema: object) => ({ content: { 'application/json': { schema } } })
const answers = { responses: { 200: { description: 'Done', ...json({ type: 'object' }) } } }
const packageName = inPath('package')

const manifest = {
  type: 'object',
  required: ['_id', 'name', 'dist-tags', 'versions', '_attachments'],
  properties: {
    _id: text,
    name: text,
    description: text,
    'dist-tags': { type: 'object' },
    versions: { type: 'object' },
    _attachments: { type: 'object' },
  },
}

export const registryDescription = {
  openapi: '3.1.0',
  info: { title: 'Package registry', version: '1' },
  paths: {
    '/-/whoami': { get: { operationId: 'whoAmI', summary: 'Who is logged in', ...answers } },
    '/-/v1/search': {
      get: {
        operationId: 'searchPackages',
        summary: 'Search packages',
        parameters: [inQuery('text'), { name: 'size', in: 'query', schema: { type: 'integer' } }],
        ...answers,
      },
    },
    '/{package}': {
      get: { operationId: 'getPackage', summary: 'Read a package', parameters: [packageName], ...answers },
      put: {
        operationId: 'publishPackage',
        summary: 'Publish a version of a package',
        parameters: [packageName],
        requestBody: { required: true, ...json(manifest) },
        ...answers,
      },
    },
    '/{package}/{version}': {
      get: {
        operationId: 'getVersion',
        summary: 'Read a version of a package',
        parameters: [packageName, inPath('version')],
        ...answers,
      },
    },
    '/-/package/{package}/dist-tags': {
      get: { operationId: 'listTags', summary: 'List tags', parameters: [packageName], ...answers },
    },
    '/-/package/{package}/dist-tags/{tag}': {
      put: {
        operationId: 'setTag',
        summary: 'Point a tag at a version',
        parameters: [packageName, inPath('tag')],
        requestBody: { required: true, ...json({ ...text, description: 'The version.' }) },
        ...answers,
      },
      delete: {
        operationId: 'removeTag',
        summary: 'Remove a tag',
        parameters: [packageName, inPath('tag')],
        ...answers,
      },
    },
  },
}

const name = '@acme/tool'
const tarball = Buffer.from('bytes of a tarball')
const tags = '/-/package/@acme%2ftool/dist-tags'

export const registryRows: readonly Row[] = [
  { tool: 'REGISTRY_WHO_IS_LOGGED_IN', args: {}, gives: { username: 'ada' } },
  {
    tool: 'REGISTRY_PUBLISH_A_VERSION_OF_A_PACKAGE',
    args: {
      package: name,
      _id: name,
      name,
      description: 'A tool',
      'dist-tags': { latest: '1.0.0' },
      versions: {
        '1.0.0': {
          name,
          version: '1.0.0',
          description: 'A tool',
          dist: { tarball: 'http://localhost/t.tgz' },
        },
      },
      _attachments: {
        'tool-1.0.0.tgz': {
          content_type: 'application/octet-stream',
          data: tarball.toString('base64'),
          length: tarball.length,
        },
      },
    },
    asks: { path: '/@acme%2ftool/-/tool-1.0.0.tgz' },
    shows: tarball.toString(),
  },
  { tool: 'REGISTRY_READ_A_PACKAGE', args: { package: name }, gives: { 'dist-tags': { latest: '1.0.0' } } },
  {
    tool: 'REGISTRY_READ_A_VERSION_OF_A_PACKAGE',
    args: { package: name, version: '1.0.0' },
    gives: { name, description: 'A tool' },
  },
  {
    tool: 'REGISTRY_POINT_A_TAG_AT_A_VERSION',
    args: { package: name, tag: 'next', body: '1.0.0' },
    asks: { path: tags },
    shows: { latest: '1.0.0', next: '1.0.0' },
  },
  { tool: 'REGISTRY_LIST_TAGS', args: { package: name }, gives: { next: '1.0.0' } },
  {
    tool: 'REGISTRY_REMOVE_A_TAG',
    args: { package: name, tag: 'next' },
    asks: { path: tags },
    shows: expect.not.objectContaining({ next: '1.0.0' }),
  },
  {
    tool: 'REGISTRY_SEARCH_PACKAGES',
    args: { text: 'tool' },
    gives: { objects: [{ package: { name } }] },
  },
]
