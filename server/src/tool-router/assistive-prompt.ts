/** A system prompt for the agent that holds a session, made from the session's own configuration. */
import type { SessionConfig } from './session-config.ts'

/** @param zone IANA name of the user's time zone; one that does not exist is left out. */
export function assistivePrompt(config: SessionConfig, now: Date, zone?: string): string {
  const lines = ['You can act in the user’s apps through tools.']
  if (config.search.enable)
    lines.push('Find tools with COMPOSIO_SEARCH_TOOLS before you say that something cannot be done.')
  if (config.manage_connections.enabled) {
    lines.push(
      'When an app is not connected, call COMPOSIO_MANAGE_CONNECTIONS and show its link to the user unchanged.',
    )
  }
  if (config.execute.enable_multi_execute) lines.push('Run tools with COMPOSIO_MULTI_EXECUTE_TOOL.')
  if (config.toolkits) lines.push(toolkitLine(config.toolkits))
  const local = zone === undefined ? undefined : localTime(now, zone)
  if (local !== undefined) lines.push(`The user’s time zone is ${zone}; there it is ${local}.`)
  return lines.join('\n')
}

function toolkitLine(toolkits: NonNullable<SessionConfig['toolkits']>): string {
  return 'enabled' in toolkits
    ? `Only these apps are open to you: ${toolkits.enabled.join(', ')}.`
    : `These apps are closed to you: ${toolkits.disabled.join(', ')}.`
}

function localTime(now: Date, timeZone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone }).format(now)
  } catch {
    return undefined
  }
}
