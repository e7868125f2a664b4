/** DNS records of a zone. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, inQuery, reads, replaces, writes } from '../parameters.ts'
import { direction, many, match, one, page, perPage, text, zoneId } from './inputs.ts'

const recordId = {
  type: 'string',
  minLength: 1,
  maxLength: 32,
  description: 'Id of the record, from CLOUDFLARE_LIST_DNS_RECORDS.',
}

const type = {
  type: 'string',
  enum: [
    'A',
    'AAAA',
    'CAA',
    'CNAME',
    'DNSKEY',
    'DS',
    'HTTPS',
    'LOC',
    'MX',
    'NAPTR',
    'NS',
    'PTR',
    'SRV',
    'SSHFP',
    'SVCB',
    'TLSA',
    'TXT',
    'URI',
  ],
  description: 'Type of the record.',
}

const content = {
  type,
  name: { type: 'string', description: 'Full name; @ is the zone itself.', examples: ['www.example.com'] },
  content: {
    type: 'string',
    description: 'Value, such as an address or a target. Types with data use that.',
  },
  ttl: { type: 'integer', minimum: 1, maximum: 86_400, description: 'Seconds to keep it; 1 is automatic.' },
  proxied: { type: 'boolean', description: 'Send visitors through Cloudflare; A, AAAA and CNAME only.' },
  priority: {
    type: 'integer',
    minimum: 0,
    maximum: 65_535,
    description: 'For MX and URI: lower comes first.',
  },
  comment: { type: 'string', description: 'A note that is not served.' },
  tags: { type: 'array', items: { type: 'string' }, description: 'Labels as name:value.' },
  data: {
    type: 'object',
    additionalProperties: true,
    description: 'Parts of a CAA, SRV, TLSA or similar record, in place of content.',
  },
}
const contentNames = Object.keys(content)

const record = {
  id: text,
  type: text,
  name: text,
  content: text,
  ttl: { type: 'integer' },
  proxied: { type: 'boolean' },
  proxiable: { type: 'boolean' },
  priority: { type: 'integer' },
  comment: { type: ['string', 'null'] },
  created_on: text,
  modified_on: text,
}

const byId = {
  type: 'object',
  properties: { zone_id: zoneId, dns_record_id: recordId },
  required: ['zone_id', 'dns_record_id'],
} as const
const path = '/zones/{zone_id}/dns_records/{dns_record_id}'

export const dnsTools = [
  {
    slug: 'CLOUDFLARE_LIST_DNS_RECORDS',
    name: 'List DNS records',
    description: 'List or find the DNS records of a zone.',
    tags: reads,
    important: true,
    input: {
      type: 'object',
      properties: {
        zone_id: zoneId,
        type,
        name: { type: 'string', description: 'Only this full name.', examples: ['www.example.com'] },
        content: { type: 'string', description: 'Only this value.' },
        search: { type: 'string', description: 'Text to look for in name, value, comment and tags.' },
        order: {
          type: 'string',
          enum: ['type', 'name', 'content', 'ttl', 'proxied'],
          description: 'What to order by.',
        },
        direction,
        match,
        page,
        per_page: perPage(5_000),
      },
      required: ['zone_id'],
    },
    output: many(record),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/zones/{zone_id}/dns_records',
      parameters: [
        ...inPath('zone_id'),
        ...inQuery('type', 'name', 'content', 'search', 'order', 'direction', 'match', 'page', 'per_page'),
      ],
    },
  },
  {
    slug: 'CLOUDFLARE_CREATE_DNS_RECORD',
    name: 'Create DNS record',
    description: 'Add a DNS record to a zone.',
    tags: writes,
    important: true,
    input: {
      type: 'object',
      properties: { zone_id: zoneId, ...content },
      required: ['zone_id', 'type', 'name'],
    },
    output: one(record),
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/zones/{zone_id}/dns_records',
      parameters: [...inPath('zone_id'), ...inBody(...contentNames)],
    },
  },
  {
    slug: 'CLOUDFLARE_UPDATE_DNS_RECORD',
    name: 'Update DNS record',
    description: 'Change a DNS record. Only what is given changes.',
    tags: replaces,
    important: true,
    input: {
      type: 'object',
      properties: { ...byId.properties, ...content },
      required: ['zone_id', 'dns_record_id'],
    },
    output: one(record),
    exec: {
      kind: 'http',
      method: 'PATCH',
      path,
      parameters: [...inPath('zone_id', 'dns_record_id'), ...inBody(...contentNames)],
    },
  },
  {
    slug: 'CLOUDFLARE_DELETE_DNS_RECORD',
    name: 'Delete DNS record',
    description: 'Remove a DNS record.',
    tags: destroys,
    input: byId,
    output: one({ id: text }),
    exec: { kind: 'http', method: 'DELETE', path, parameters: inPath('zone_id', 'dns_record_id') },
  },
] satisfies ToolkitInput['tools']
