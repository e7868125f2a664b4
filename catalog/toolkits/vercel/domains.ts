/** Domains. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, remove } from '../calls.ts'
import { answer, id, oneOf, text, textFields } from '../schemas.ts'
import { idOrName, many, paging, team } from './inputs.ts'

const domain = id('The domain, such as example.com.')

export const domainTools = [
  get('VERCEL_LIST_DOMAINS', '/v5/domains', {
    name: 'List domains',
    description: 'List the domains of the account or team.',
    query: { ...team, ...paging },
    output: many('domains', 'id', 'name'),
  }),
  get('VERCEL_CHECK_DOMAIN_AVAILABILITY', '/v1/registrar/domains/{domain}/availability', {
    name: 'Check domain',
    description: 'Say whether a domain can be bought.',
    path: { domain },
    query: team,
    output: answer({ available: { type: 'boolean' } }),
  }),
  get('VERCEL_CHECK_DOMAIN_PRICE', '/v1/registrar/domains/{domain}/price', {
    name: 'Get price of domain',
    description: 'Say what it costs to buy, renew or move a domain.',
    path: { domain },
    query: { ...team, years: text('For how many years.') },
  }),
  get('VERCEL_GET_DOMAIN_TRANSFER_INFO', '/v1/registrar/domains/{domain}/transfer', {
    name: 'Get transfer of domain',
    description: 'Say how far the transfer of a domain is.',
    path: { domain },
    query: team,
    output: answer(textFields('status')),
  }),
  post('VERCEL_ADD_PROJECT_DOMAIN', '/v10/projects/{idOrName}/domains', {
    name: 'Add domain to project',
    description: 'Let a domain lead to a project.',
    path: { idOrName },
    query: team,
    body: {
      name: domain,
      gitBranch: text('Only to this branch.'),
      redirect: text('Domain to send visitors on to.'),
      redirectStatusCode: {
        type: 'integer',
        enum: [301, 302, 307, 308],
        description: 'How to send them on.',
      },
    },
    required: ['name'],
    output: answer({ ...textFields('name'), verified: { type: 'boolean' } }),
  }),
  remove('VERCEL_REMOVE_PROJECT_DOMAIN', '/v9/projects/{idOrName}/domains/{domain}', {
    name: 'Remove domain from project',
    description: 'Let a domain no longer lead to a project.',
    path: { idOrName, domain },
    query: team,
  }),
  get('VERCEL_LIST_DNS_RECORDS', '/v4/domains/{domain}/records', {
    name: 'List DNS records',
    description: 'List the DNS records of a domain.',
    path: { domain },
    query: { ...team, limit: text('How many to return at most.') },
    output: many('records', 'id', 'name', 'type', 'value'),
  }),
  post('VERCEL_CREATE_DNS_RECORD', '/v2/domains/{domain}/records', {
    name: 'Create DNS record',
    description: 'Add a DNS record to a domain.',
    path: { domain },
    query: team,
    body: {
      type: oneOf(['A', 'AAAA', 'ALIAS', 'CAA', 'CNAME', 'MX', 'TXT', 'NS'], 'Kind of record.'),
      name: text('Name below the domain; empty for the domain itself.'),
      value: id('Value.'),
      ttl: { type: 'integer', minimum: 60, maximum: 86_400, description: 'Seconds to keep it.' },
      mxPriority: { type: 'integer', description: 'Priority, for MX.' },
    },
    required: ['type', 'name', 'value'],
    output: answer(textFields('uid')),
  }),
] satisfies ToolkitInput['tools']
