/** Properties that several Dropbox tools share, and the scopes. */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'

export const needs = (...scopes: string[]): ScopeRequirements => ({ all_of: scopes })

/** What a new connection asks for. */
export const defaultScopes = [
  'account_info.read',
  'files.metadata.read',
  'files.metadata.write',
  'files.content.read',
  'files.content.write',
  'file_requests.read',
  'file_requests.write',
  'sharing.read',
  'sharing.write',
]

export const path = (description: string) => ({
  type: 'string' as const,
  minLength: 1,
  description: `${description} A path from the root, such as /Reports/2026.pdf, or an id such as id:a4ayc….`,
})

export const autorename = {
  type: 'boolean',
  description: 'Pick another name where the name is taken, instead of failing.',
}

export const entry = {
  type: 'object',
  properties: {
    '.tag': { type: 'string', description: 'file, folder or deleted.' },
    id: { type: 'string' },
    name: { type: 'string' },
    path_display: { type: 'string' },
    size: { type: 'integer', description: 'Bytes.' },
    rev: { type: 'string' },
    client_modified: { type: 'string' },
    server_modified: { type: 'string' },
  },
} as const

export const changed = { type: 'object', properties: { metadata: entry } } as const

export const entries = {
  type: 'object',
  properties: {
    entries: { type: 'array', items: entry },
    cursor: { type: 'string' },
    has_more: { type: 'boolean' },
  },
} as const

export const sharedLink = {
  type: 'object',
  properties: {
    url: { type: 'string' },
    name: { type: 'string' },
    path_lower: { type: 'string' },
    expires: { type: 'string' },
    link_permissions: { type: 'object', additionalProperties: true },
  },
} as const
