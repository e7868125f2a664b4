/** The stored configuration of a session, in the shape that responses show it. */
import type { HintTag } from '@patchbay/catalog'
import type { SessionPermissions } from '../permissions/check-call.ts'
import type { InlineCustoms } from './search/custom-tools.ts'

export interface TagFilter {
  enabled?: HintTag[] | undefined
  disabled?: HintTag[] | undefined
}

/** Either the only ones allowed, or the ones left out. */
export type AllowOrDeny = { enabled: string[] } | { disabled: string[] }

/**
 * `live` calls the providers; `record` does, and keeps the exchanges; `simulate` answers from what was recorded, else with
 * examples, and calls nobody.
 */
export type SessionMode = 'live' | 'record' | 'simulate'

export interface SessionConfig {
  user_id: string
  toolkits?: AllowOrDeny | undefined
  auth_configs?: Record<string, string> | undefined
  connected_accounts?: Record<string, string[]> | undefined
  manage_connections: {
    enabled: boolean
    callback_url?: string | undefined
    enable_wait_for_connections: boolean
    enable_connection_removal: boolean
  }
  tools?: Record<string, AllowOrDeny | { tags: TagFilter }> | undefined
  tags?: TagFilter | undefined
  workbench: {
    enable: boolean
    proxy_execution_enabled: boolean
    auto_offload_threshold?: number
    sandbox_size?: string
  }
  multi_account?:
    | {
        enable?: boolean | undefined
        max_accounts_per_toolkit?: number | undefined
        require_explicit_selection?: boolean | undefined
      }
    | undefined
  preload: { tools: string[] | 'all' }
  search: { enable: boolean }
  execute: { enable_multi_execute: boolean }
  /** Which calls of the agent are asked about; absent, none but those that policies and the person name. */
  permissions?: SessionPermissions | undefined
  /** Whether calls reach their providers; absent, they do. */
  mode?: SessionMode | undefined
  /** Session whose recorded calls answer this one's while it simulates, instead of its own. */
  recording_session_id?: string | undefined
  /** Origin of the links that a person opens, instead of this server's. */
  link_url_overwrite?: string | undefined
  /** IANA name of the user's time zone, for the assistive prompt. */
  user_timezone?: string | undefined
  /** Custom tools of a client that gives them once, when it makes the session, and not with each call. */
  customs?: InlineCustoms | undefined
}
