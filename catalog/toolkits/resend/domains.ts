/** Sending domains. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'

const reads = ['openWorldHint', 'readOnlyHint', 'idempotentHint']
const domainId = { type: 'string', format: 'uuid', description: 'Id of the domain.' }
const byId = { type: 'object', properties: { domain_id: domainId }, required: ['domain_id'] } as const

const domain = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    name: { type: 'string' },
    status: { type: 'string', description: 'not_started, pending, verified or failed.' },
    region: { type: 'string' },
    created_at: { type: 'string' },
    records: { type: 'array', items: { type: 'object', additionalProperties: true } },
  },
} as const

export const domainTools = [
  {
    slug: 'RESEND_CREATE_DOMAIN',
    name: 'Create domain',
    description:
      'Add a domain to send from. The answer lists the DNS records to set before it can be verified.',
    tags: ['openWorldHint'],
    input: {
      type: 'object',
      properties: {
        name: { type: 'string', description: 'Domain name.', examples: ['mail.example.com'] },
        region: {
          type: 'string',
          enum: ['us-east-1', 'eu-west-1', 'sa-east-1', 'ap-northeast-1'],
          description: 'Region to send from.',
        },
      },
      required: ['name'],
    },
    output: domain,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/domains',
      parameters: [
        { name: 'name', in: 'body' },
        { name: 'region', in: 'body' },
      ],
    },
  },
  {
    slug: 'RESEND_RETRIEVE_DOMAIN',
    name: 'Retrieve domain',
    description: 'Read a domain with its status and DNS records.',
    tags: reads,
    input: byId,
    output: domain,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/domains/{domain_id}',
      parameters: [{ name: 'domain_id', in: 'path' }],
    },
  },
  {
    slug: 'RESEND_VERIFY_DOMAIN',
    name: 'Verify domain',
    description: 'Start checking the DNS records of a domain; its status changes when the check ends.',
    tags: ['openWorldHint'],
    input: byId,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/domains/{domain_id}/verify',
      parameters: [{ name: 'domain_id', in: 'path' }],
    },
  },
  {
    slug: 'RESEND_UPDATE_DOMAIN',
    name: 'Update domain',
    description: 'Switch open tracking, click tracking or the TLS policy of a domain.',
    tags: ['openWorldHint'],
    input: {
      type: 'object',
      properties: {
        domain_id: domainId,
        open_tracking: { type: 'boolean', description: 'Notice when a mail is opened.' },
        click_tracking: { type: 'boolean', description: 'Notice when a link is followed.' },
        tls: {
          type: 'string',
          enum: ['opportunistic', 'enforced'],
          description: 'Whether mail may go out without TLS when the receiver has none.',
        },
      },
      required: ['domain_id'],
    },
    exec: {
      kind: 'http',
      method: 'PATCH',
      path: '/domains/{domain_id}',
      parameters: [
        { name: 'domain_id', in: 'path' },
        { name: 'open_tracking', in: 'body' },
        { name: 'click_tracking', in: 'body' },
        { name: 'tls', in: 'body' },
      ],
    },
  },
  {
    slug: 'RESEND_LIST_DOMAINS',
    name: 'List domains',
    description: 'List the domains of the account with their status.',
    tags: reads,
    important: true,
    input: { type: 'object', properties: {} },
    output: { type: 'object', properties: { data: { type: 'array', items: domain } } },
    exec: { kind: 'http', method: 'GET', path: '/domains' },
  },
  {
    slug: 'RESEND_DELETE_DOMAIN',
    name: 'Delete domain',
    description: 'Remove a domain; nothing can be sent from it afterwards.',
    tags: ['openWorldHint', 'destructiveHint', 'idempotentHint'],
    input: byId,
    exec: {
      kind: 'http',
      method: 'DELETE',
      path: '/domains/{domain_id}',
      parameters: [{ name: 'domain_id', in: 'path' }],
    },
  },
] satisfies ToolkitInput['tools']
