/** Organizations, and the SQL snippets of the person who is signed in. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inPath, inQuery, reads } from '../parameters.ts'
import { anything, items, text } from './inputs.ts'
import { all } from './scopes.ts'

const slug = {
  type: 'string',
  minLength: 1,
  description: 'Slug of the organization, from SUPABASE_LIST_ALL_ORGANIZATIONS.',
}
const bySlug = { type: 'object', properties: { slug }, required: ['slug'] } as const

export const organizationTools = [
  {
    slug: 'SUPABASE_LIST_ALL_ORGANIZATIONS',
    name: 'List organizations',
    description: 'List the organizations that the account belongs to.',
    tags: reads,
    important: true,
    scopes: all('organizations:read'),
    input: { type: 'object', properties: {} },
    output: items({ id: text, slug: text, name: text }),
    exec: { kind: 'http', method: 'GET', path: '/organizations' },
  },
  {
    slug: 'SUPABASE_GETS_INFORMATION_ABOUT_THE_ORGANIZATION',
    name: 'Get organization',
    description: 'Read an organization and its plan.',
    tags: reads,
    scopes: all('organizations:read'),
    input: bySlug,
    output: { type: 'object', properties: { id: text, name: text, plan: text } },
    exec: { kind: 'http', method: 'GET', path: '/organizations/{slug}', parameters: inPath('slug') },
  },
  {
    slug: 'SUPABASE_LIST_MEMBERS_OF_AN_ORGANIZATION',
    name: 'List members',
    description: 'List the people of an organization with their roles.',
    tags: reads,
    scopes: all('organizations:read'),
    input: bySlug,
    output: items({
      user_id: text,
      user_name: text,
      email: text,
      role_name: text,
      mfa_enabled: { type: 'boolean' },
    }),
    exec: { kind: 'http', method: 'GET', path: '/organizations/{slug}/members', parameters: inPath('slug') },
  },
  {
    slug: 'SUPABASE_LISTS_SQL_SNIPPETS_FOR_THE_LOGGED_IN_USER',
    name: 'List SQL snippets',
    description: 'List the SQL snippets that the person has saved in the dashboard.',
    tags: reads,
    scopes: all('database:read'),
    input: {
      type: 'object',
      properties: {
        project_ref: {
          type: 'string',
          description: 'Only those of this project, from SUPABASE_LIST_ALL_PROJECTS.',
        },
        cursor: { type: 'string', description: 'cursor of the previous answer.' },
      },
    },
    output: { type: 'object', properties: { data: { type: 'array', items: anything }, cursor: text } },
    exec: { kind: 'http', method: 'GET', path: '/snippets', parameters: inQuery('project_ref', 'cursor') },
  },
  {
    slug: 'SUPABASE_GETS_A_SPECIFIC_SQL_SNIPPET',
    name: 'Get SQL snippet',
    description: 'Read a saved SQL snippet with its text.',
    tags: reads,
    scopes: all('database:read'),
    input: {
      type: 'object',
      properties: {
        id: {
          type: 'string',
          minLength: 1,
          description: 'Id of the snippet, from SUPABASE_LISTS_SQL_SNIPPETS_FOR_THE_LOGGED_IN_USER.',
        },
      },
      required: ['id'],
    },
    output: { type: 'object', properties: { id: text, name: text, content: anything } },
    exec: { kind: 'http', method: 'GET', path: '/snippets/{id}', parameters: inPath('id') },
  },
] satisfies ToolkitInput['tools']
