/** Every column that holds what the vault sealed, and how its seal is named: a test holds this equal to the tables. */

export interface SealedColumn {
  table: string
  column: string
  /** Column of the row's id, unique within its project; of several, the id is their texts with colons between. */
  id: string | readonly string[]
  /** Column of the id of the project, or of what else the row belongs to; or the word that stands for it. */
  project: { column: string } | { word: string }
  /** Column that counts writes; or the number that stands for it. */
  version: { column: string } | { number: number }
}

const project = { column: 'project_id' }

export const sealedColumns: readonly SealedColumn[] = [
  {
    table: 'installation',
    column: 'hash_keys',
    id: 'id',
    project: { word: 'installation' },
    version: { number: 1 },
  },
  {
    table: 'auth_configs',
    column: 'credentials',
    id: 'id',
    project,
    version: { column: 'credentials_version' },
  },
  {
    table: 'connected_accounts',
    column: 'credential',
    id: 'id',
    project,
    version: { column: 'credential_version' },
  },
  { table: 'auth_sessions', column: 'held', id: 'session_hash', project, version: { number: 0 } },
  { table: 'disconnections', column: 'credential', id: 'id', project, version: { number: 1 } },
  {
    table: 'managed_apps',
    column: 'credentials',
    id: 'id',
    project: { column: 'org_id' },
    version: { column: 'credentials_version' },
  },
  { table: 'oauth_states', column: 'verifier', id: 'state_hash', project, version: { number: 0 } },
  {
    table: 'webhook_endpoints',
    column: 'secrets',
    id: 'id',
    project,
    version: { column: 'secrets_version' },
  },
  {
    table: 'webhook_subscriptions',
    column: 'secrets',
    id: 'id',
    project,
    version: { column: 'secrets_version' },
  },
  {
    table: 'mcp_authorization_records',
    column: 'payload',
    id: ['model', 'id_hash'],
    project: { word: 'mcp-authorization' },
    version: { number: 1 },
  },
  { table: 'approvals', column: 'arguments', id: 'id', project, version: { number: 1 } },
  { table: 'tool_effects', column: 'answer', id: ['key_hash', 'owner'], project, version: { number: 1 } },
]
