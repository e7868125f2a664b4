/** Accounts, their people and their load balancers. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inPath, inQuery, reads } from '../parameters.ts'
import { accountId, direction, many, page, perPage, text } from './inputs.ts'

const anything = { type: 'object', additionalProperties: true }
const byAccount = { type: 'object', properties: { account_id: accountId }, required: ['account_id'] } as const

export const accountTools = [
  {
    slug: 'CLOUDFLARE_LIST_ACCOUNTS',
    name: 'List accounts',
    description: 'List the accounts that the token can reach.',
    tags: reads,
    important: true,
    input: {
      type: 'object',
      properties: {
        name: { type: 'string', description: 'Only the account with this name.' },
        direction,
        page,
        per_page: perPage(50),
      },
    },
    output: many({ id: text, name: text, type: text, created_on: text }),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/accounts',
      parameters: inQuery('name', 'direction', 'page', 'per_page'),
    },
  },
  {
    slug: 'CLOUDFLARE_LIST_ACCOUNT_MEMBERS',
    name: 'List members',
    description: 'List the people of an account with their roles.',
    tags: reads,
    input: {
      type: 'object',
      properties: {
        account_id: accountId,
        status: {
          type: 'string',
          enum: ['accepted', 'pending', 'rejected'],
          description: 'Only these invitations.',
        },
        page,
        per_page: perPage(50),
      },
      required: ['account_id'],
    },
    output: many({
      id: text,
      email: text,
      status: text,
      user: anything,
      roles: { type: 'array', items: anything },
    }),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/accounts/{account_id}/members',
      parameters: [...inPath('account_id'), ...inQuery('status', 'page', 'per_page')],
    },
  },
  {
    slug: 'CLOUDFLARE_LIST_MONITORS',
    name: 'List monitors',
    description: 'List the health checks of the load balancers of an account.',
    tags: reads,
    input: byAccount,
    output: many({ id: text, type: text, description: text, path: text, interval: { type: 'integer' } }),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/accounts/{account_id}/load_balancers/monitors',
      parameters: inPath('account_id'),
    },
  },
  {
    slug: 'CLOUDFLARE_LIST_POOLS',
    name: 'List pools',
    description: 'List the pools of servers behind the load balancers of an account.',
    tags: reads,
    input: {
      type: 'object',
      properties: {
        account_id: accountId,
        monitor: {
          type: 'string',
          description: 'Only pools with this monitor, from CLOUDFLARE_LIST_MONITORS.',
        },
      },
      required: ['account_id'],
    },
    output: many({
      id: text,
      name: text,
      enabled: { type: 'boolean' },
      monitor: text,
      origins: { type: 'array', items: anything },
    }),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/accounts/{account_id}/load_balancers/pools',
      parameters: [...inPath('account_id'), ...inQuery('monitor')],
    },
  },
] satisfies ToolkitInput['tools']
