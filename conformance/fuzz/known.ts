/** What a client could know: ids of its own things and of another project's, slugs, users, addresses. */
import type { Described } from './requests.ts'
import type { Known } from './schema-values.ts'
import type { World } from './world.ts'

/** Values for the fields and parameters of an operation, by their name. Own things are named more often. */
export function knownTo({ own, foreign, claims }: World, { path }: Pick<Described, 'path'>): Known {
  const authConfigs = [...own.authConfigs, ...own.authConfigs, ...foreign.authConfigs]
  const accounts = [...own.accounts, ...own.accounts, ...foreign.accounts]
  const sessions = [...own.sessions, ...own.sessions, ...own.sessions, ...foreign.sessions]
  const projects = [...own.projects, ...own.projects, ...foreign.projects]
  const servers = [...own.mcpServers, ...own.mcpServers, ...foreign.mcpServers]
  const subscriptions = [...own.webhookSubscriptions, ...foreign.webhookSubscriptions]
  const rows: readonly (readonly [RegExp, readonly string[]])[] = [
    [/^md5$/, ['d41d8cd98f00b204e9800998ecf8427e']],
    [/^mimetype$/, ['text/plain']],
    [/^filename$/, ['notes.txt']],
    [/mount_id/, ['files']],
    [/mount_relative_path/, ['notes.txt', 'data/out.csv']],
    [/^status$/, ['ENABLED', 'DISABLED']],
    [/session_?id/i, sessions],
    [/^project_?id|project/, projects],
    [/^uuid$/, own.uuids],
    [/trigger_?ids?$/i, [...own.triggers, ...own.triggers, ...foreign.triggers]],
    [/trigger_config|triggerConfig/, ['interval']],
    [/trigger_?names/i, ['GITHUB_FOLLOWER_EVENT']],
    [/^data$/, ['signing_secret']],
    [/entity_type/, ['tool_calls', 'sessions']],
    [/group_by/, ['user_id', 'session_id', 'toolkit_slug']],
    [/human_email/, ['admin@localhost.example']],
    [/claim_slug/, [...claims]],
    [/server_?id/i, servers],
    [/instance_?id/i, ['user-own']],
    [/app_?key/i, ['resend']],
    [/no_auth_apps/, ['hackernews']],
    [/allowed_tools|custom_tools/, ['RESEND_SEND_EMAIL']],
    [/^name$/, path.includes('/mcp/') ? ['mail server'] : ['a name']],
    [
      /nano_?id/i,
      path.includes('/project/')
        ? projects
        : path.includes('/auth_configs')
          ? authConfigs
          : path.includes('/webhook_endpoints')
            ? [...own.webhookEndpoints, ...foreign.webhookEndpoints]
            : accounts,
    ],
    [/^hash$/, own.approvalHashes],
    [/^effect$/, ['allow', 'ask', 'deny']],
    [/delivery_id/, own.webhookDeliveries],
    [/enabled_events/, ['composio.trigger.message']],
    [/webhook_url/, ['https://hooks.invalid/']],
    [
      /^id$/,
      path.includes('/webhook_subscriptions/')
        ? subscriptions
        : path.includes('/logs/') || path.includes('/action_execution/log')
          ? own.logs
          : path.includes('/mcp/')
            ? servers
            : path.includes('/policies/')
              ? [...own.policies, ...own.policies, ...foreign.policies]
              : path.includes('/approvals/')
                ? [...own.approvals, ...own.approvals, ...foreign.approvals]
                : authConfigs,
    ],
    [/auth_config/, authConfigs],
    [/connected_account|^account$/, accounts],
    [/user|entity/, ['user-own']],
    [
      /^slug$/,
      path.includes('/trigger')
        ? ['GITHUB_FOLLOWER_EVENT']
        : path.includes('/toolkits/')
          ? ['github', 'resend']
          : ['github', 'COMPOSIO_SEARCH_TOOLS'],
    ],
    [
      /tool_slug|^tools|^tool$|tools_/,
      ['HACKERNEWS_GET_FRONTPAGE', 'RESEND_LIST_DOMAINS', 'RESEND_GET_DOMAIN'],
    ],
    [
      /toolkit_slug$/,
      path.includes('/webhook_endpoints')
        ? ['slack']
        : path.includes('/consumer/')
          ? ['resend']
          : ['github', 'resend', 'HACKERNEWS'],
    ],
    [/toolkit/i, path.includes('/consumer/') ? ['resend'] : ['github', 'resend', 'HACKERNEWS']],
    [/^arguments/, ['domain_id', 'min_points', 'queries', 'tools']],
    [/^text$/, ['domain_id: 1', 'list the domains', 'get it']],
    [/use_case/, ['send an email', 'list the domains']],
    [/endpoint/, ['/x', '/x?y=1', 'https://api.github.com/user']],
    [/url|uri/i, ['http://127.0.0.1:1/x', 'http://localhost:1/']],
    [/^val/, ['generic_api_key', 'access_token', 'status']],
    [/credentials/, ['client_id', 'client_secret', 'scopes']],
    [/version/, ['latest']],
    [/cursor/, ['MTox', 'MjoxMA==']],
  ]
  return (name) => rows.find(([pattern]) => pattern.test(name))?.[1] ?? []
}
