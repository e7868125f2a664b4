/** An MCP server as the API shows it, with the URL and the commands that connect clients to it. */
import type { z } from 'zod'
import type { Deps } from '../deps.ts'
import type { McpServerInstanceRow } from './instances.ts'
import type { InstanceContract, McpServerDetails } from './mcp-servers.contract.ts'
import type { McpServer, McpServerRow } from './mcp-servers.ts'

/** Where MCP clients reach the server; which user they are follows in the query. */
export function mcpServerUrl(origin: string, { id }: Pick<McpServerRow, 'id'>): string {
  return `${origin}/v3/mcp/${id}/mcp`
}

/** The URL with one more query parameter. Its origin stays as the client wrote it, default port and all. */
export function withQuery(url: string, name: string, value: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}${new URLSearchParams({ [name]: value })}`
}

export function presentMcpServer(
  { catalog }: Pick<Deps, 'catalog'>,
  server: McpServer,
  origin: string,
): z.input<typeof McpServerDetails> {
  const url = mcpServerUrl(origin, server)
  return {
    id: server.id,
    name: server.name,
    auth_config_ids: server.authConfigIds,
    allowed_tools: server.allowedTools,
    mcp_url: url,
    toolkits: server.toolkits,
    toolkit_icons: Object.fromEntries(
      server.toolkits.flatMap((slug) => {
        const logo = catalog.toolkit(slug)?.logo
        return logo === undefined ? [] : [[slug, logo]]
      }),
    ),
    commands: setupCommands(server.name, url),
    updated_at: server.updatedAt.toISOString(),
    created_at: server.createdAt.toISOString(),
    server_instance_count: server.instances,
    managed_auth_via_composio: server.managedAuth,
    deleted: server.deletedAt !== null,
  }
}

export function presentInstance(row: McpServerInstanceRow): z.input<typeof InstanceContract> {
  return {
    id: row.id,
    instance_id: row.userId,
    mcp_server_id: row.serverId,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  }
}

/**
 * One line a client. Claude Code adds remote servers itself; Cursor takes a JSON object; Windsurf runs a local
 * command, which `mcp-remote` is. The user and the key are for the person to fill in.
 */
function setupCommands(name: string, url: string) {
  const own = withQuery(url, 'user_id', 'YOUR_USER_ID')
  const header = 'x-api-key: YOUR_API_KEY'
  const called = nameForClients(name)
  const cursor = { name: called, url: own, headers: { 'x-api-key': 'YOUR_API_KEY' } }
  return {
    // The header comes last: the option takes all that follows.
    claude: `claude mcp add --transport http "${called}" "${own}" --header "${header}"`,
    cursor: `cursor --add-mcp '${JSON.stringify(cursor)}'`,
    windsurf: `npx -y mcp-remote "${own}" --header "${header}"${isPlainElsewhere(url) ? ' --allow-http' : ''}`,
  }
}

/** The name as clients take it: Claude Code refuses spaces, and what begins with a hyphen is an option. */
function nameForClients(name: string): string {
  return (
    name
      .split(/[^a-zA-Z0-9]+/)
      .filter((part) => part !== '')
      .join('-') || 'patchbay'
  )
}

/** Whether the URL is plain http to another machine than one's own, which `mcp-remote` wants confirmed. */
function isPlainElsewhere(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'http:' && hostname !== 'localhost' && hostname !== '127.0.0.1'
}
