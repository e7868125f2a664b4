/** Zones: the domains of an account. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, inQuery, reads, replaces, writes } from '../parameters.ts'
import { accountId, direction, many, match, one, page, perPage, text, zoneId } from './inputs.ts'

const zone = {
  id: text,
  name: text,
  status: { type: 'string', description: 'initializing, pending, active or moved.' },
  paused: { type: 'boolean' },
  type: text,
  name_servers: { type: 'array', items: text, description: 'Set these at the registrar.' },
  account: { type: 'object', additionalProperties: true },
  plan: { type: 'object', additionalProperties: true },
  created_on: text,
}

const texts = (description: string) => ({ type: 'array', items: { type: 'string' }, description })
const type = {
  type: 'string',
  enum: ['full', 'partial', 'secondary', 'internal'],
  description: 'full when Cloudflare answers for the domain, partial when only CNAMEs point to it.',
}

const purge = {
  purge_everything: { type: 'boolean', description: 'Forget all files of the zone.' },
  files: texts('Forget these addresses, with https:// in front.'),
  tags: texts('Forget what carries one of these Cache-Tags.'),
  hosts: texts('Forget everything of these host names.'),
  prefixes: texts('Forget everything below these prefixes, such as www.example.com/css.'),
}

const byId = { type: 'object', properties: { zone_id: zoneId }, required: ['zone_id'] } as const

export const zoneTools = [
  {
    slug: 'CLOUDFLARE_LIST_ZONES',
    name: 'List zones',
    description: 'List or find the zones (domains) that the token can reach. Start here to learn a zone id.',
    tags: reads,
    important: true,
    input: {
      type: 'object',
      properties: {
        name: { type: 'string', description: 'Only this domain.', examples: ['example.com'] },
        status: {
          type: 'string',
          enum: ['initializing', 'pending', 'active', 'moved'],
          description: 'Only zones of this status.',
        },
        account_id: {
          ...accountId,
          description: 'Only zones of this account, from CLOUDFLARE_LIST_ACCOUNTS.',
        },
        account_name: { type: 'string', description: 'Only zones of the account with this name.' },
        order: {
          type: 'string',
          enum: ['name', 'status', 'account.id', 'account.name'],
          description: 'What to order by.',
        },
        direction,
        match,
        page,
        per_page: perPage(50),
      },
    },
    output: many(zone),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/zones',
      parameters: [
        ...inQuery('name', 'status', 'order', 'direction', 'match', 'page', 'per_page'),
        { name: 'account_id', in: 'query', wire: 'account.id' },
        { name: 'account_name', in: 'query', wire: 'account.name' },
      ],
    },
  },
  {
    slug: 'CLOUDFLARE_GET_ZONE',
    name: 'Get zone',
    description: 'Read one zone with its status and name servers.',
    tags: reads,
    input: byId,
    output: one(zone),
    exec: { kind: 'http', method: 'GET', path: '/zones/{zone_id}', parameters: inPath('zone_id') },
  },
  {
    slug: 'CLOUDFLARE_CREATE_ZONE',
    name: 'Create zone',
    description: 'Add a domain to an account. It becomes active when the registrar names its name servers.',
    tags: writes,
    input: {
      type: 'object',
      properties: {
        name: { type: 'string', minLength: 1, description: 'The domain.', examples: ['example.com'] },
        account_id: accountId,
        type,
        jump_start: { type: 'boolean', description: 'Look for existing DNS records and take them over.' },
      },
      required: ['name', 'account_id'],
    },
    output: one(zone),
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/zones',
      parameters: [
        ...inBody('name', 'type', 'jump_start'),
        { name: 'account_id', in: 'body', wire: 'account.id' },
      ],
    },
  },
  {
    slug: 'CLOUDFLARE_UPDATE_ZONE',
    name: 'Update zone',
    description: 'Pause a zone or change its type. The API takes one change at a time.',
    tags: replaces,
    input: {
      type: 'object',
      properties: {
        zone_id: zoneId,
        paused: { type: 'boolean', description: 'Answer DNS only, without proxy and protection.' },
        type,
        vanity_name_servers: texts('Own name servers; business plans and higher.'),
      },
      required: ['zone_id'],
    },
    output: one(zone),
    exec: {
      kind: 'http',
      method: 'PATCH',
      path: '/zones/{zone_id}',
      parameters: [...inPath('zone_id'), ...inBody('paused', 'type', 'vanity_name_servers')],
    },
  },
  {
    slug: 'CLOUDFLARE_DELETE_ZONE',
    name: 'Delete zone',
    description: 'Remove a domain with all its records and settings.',
    tags: destroys,
    input: byId,
    output: one({ id: text }),
    exec: { kind: 'http', method: 'DELETE', path: '/zones/{zone_id}', parameters: inPath('zone_id') },
  },
  {
    slug: 'CLOUDFLARE_PURGE_CACHE',
    name: 'Purge cache',
    description:
      'Make Cloudflare forget stored files of a zone, so that visitors get new ones. Give one of the ways.',
    tags: destroys,
    important: true,
    input: { type: 'object', properties: { zone_id: zoneId, ...purge }, required: ['zone_id'] },
    output: one({ id: text }),
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/zones/{zone_id}/purge_cache',
      parameters: [...inPath('zone_id'), ...inBody(...Object.keys(purge))],
    },
  },
] satisfies ToolkitInput['tools']
