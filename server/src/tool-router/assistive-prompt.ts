/** A system prompt for the agent that holds a session, made from what the session is and has at this moment. */
import { connectedToolkits } from '../connected-accounts/connected-toolkits.ts'
import type { ConnectedAccount } from '../connected-accounts/connected-accounts.ts'
import type { Deps } from '../deps.ts'
import { noAccount } from '../permissions/session-permissions.ts'
import { listRecipes } from '../recipes/recipes.ts'
import { sessionAccounts } from './session-accounts.ts'
import type { SessionConfig } from './session-config.ts'
import { allowsToolkit, preloadedTools } from './session-tools.ts'
import type { SessionRow } from './tool-router.table.ts'

/** Of each list, as many as help; the rest is a number. */
const mostNamed = 20
/** Apps whose accounts are looked up. */
const mostApps = 12

/** @param zone IANA name of the user's time zone instead of the session's own; one that does not exist is left out. */
export async function assistivePrompt(deps: Deps, session: SessionRow, zone?: string): Promise<string> {
  const { config } = session
  const [accounts, recipes] = await Promise.all([accountLines(deps, session), recipeLines(deps, session)])
  const lines = [
    'You can act in the user’s apps through tools.',
    ...toolLines(deps, config),
    ...recipes,
    ...toolkitLines(config),
    ...accounts,
    ...permissionLines(config),
    ...timeLines(deps.clock.now(), zone ?? config.user_timezone),
  ]
  return lines.join('\n')
}

function toolLines(deps: Pick<Deps, 'catalog' | 'workbench'>, config: SessionConfig): string[] {
  const { search, manage_connections: manage, execute } = config
  const preloaded = preloadedTools(deps, config)
  const lines: string[] = []
  if (search.enable)
    lines.push('Find tools with COMPOSIO_SEARCH_TOOLS before you say that something cannot be done.')
  if (preloaded.length > 0) lines.push(`Call these tools directly: ${named(preloaded)}.`)
  if (execute.enable_multi_execute) lines.push('Run tools with COMPOSIO_MULTI_EXECUTE_TOOL.')
  if (manage.enabled) {
    lines.push(
      'When an app is not connected, call COMPOSIO_MANAGE_CONNECTIONS and show its link to the user unchanged.',
    )
    if (manage.enable_wait_for_connections)
      lines.push('Then call COMPOSIO_WAIT_FOR_CONNECTIONS, and go on when it says that the app is connected.')
    if (!manage.enable_connection_removal) lines.push('You cannot remove accounts; the user can.')
  } else {
    lines.push('You cannot connect apps: where one is not connected, tell the user to connect it elsewhere.')
  }
  if (hasWorkbench(deps, config)) {
    lines.push(
      'For work on many items, large results, tables, charts and documents, run Python with COMPOSIO_REMOTE_WORKBENCH. It has no network of its own; files in /mnt/files last as long as the session.',
    )
  }
  return lines
}

const hasWorkbench = ({ workbench }: Pick<Deps, 'workbench'>, config: SessionConfig) =>
  config.workbench.enable && !workbench.isOff

async function recipeLines(deps: Deps, session: SessionRow): Promise<string[]> {
  if (!hasWorkbench(deps, session.config)) return []
  const recipes = await listRecipes(deps, session)
  if (recipes.length === 0) return []
  return [`The user saved recipes, which run as tools: ${named(recipes.map(({ slug }) => slug))}.`]
}

function toolkitLines({ toolkits }: SessionConfig): string[] {
  if (!toolkits) return []
  return 'enabled' in toolkits
    ? [`Only these apps are open to you: ${named(toolkits.enabled)}.`]
    : [`These apps are closed to you: ${named(toolkits.disabled)}.`]
}

async function accountLines(deps: Deps, session: SessionRow): Promise<string[]> {
  const { projectId, userId, config } = session
  const own = await connectedToolkits(deps, projectId, userId)
  const slugs = [...new Set([...own, ...Object.keys(config.connected_accounts ?? {})])]
    .filter((slug) => allowsToolkit(config, slug))
    .toSorted()
  const apps = await Promise.all(
    slugs
      .slice(0, mostApps)
      .map(async (slug) => ({ slug, accounts: await sessionAccounts(deps, session, slug) })),
  )
  const connected = apps.filter(({ accounts }) => accounts.length > 0)
  if (connected.length === 0) return ['No app is connected yet.']
  const more = slugs.length > mostApps ? `, and ${slugs.length - mostApps} more` : ''
  const lines = [`Connected: ${connected.map(describe).join('; ')}${more}.`]
  const choose = config.multi_account?.require_explicit_selection === true
  if (choose && connected.some(({ accounts }) => accounts.length > 1))
    lines.push('Where an app has several accounts, ask the user which one, and pass its name as account.')
  return lines
}

function describe({ slug, accounts }: { slug: string; accounts: readonly ConnectedAccount[] }): string {
  if (accounts.length < 2) return slug
  return `${slug} (${named(accounts.map(({ alias, wordId }) => alias ?? wordId))}; the first is the default)`
}

function permissionLines({ permissions }: SessionConfig): string[] {
  if (!permissions) return []
  const lines: string[] = []
  if (permissions.default !== 'allow_all') {
    const often =
      permissions.default === 'ask_every_call' ? 'before each call' : 'before the first call of each tool'
    lines.push(
      `The user is asked ${often}: when a tool answers approval_required, say what it would do, and repeat it unchanged when they have approved it.`,
    )
  }
  const denied = Object.entries(permissions.overrides ?? {}).filter(([, state]) => state === 'always_deny')
  if (denied.length > 0)
    lines.push(`The user does not allow ${named(denied.map(([key]) => plainKey(key)))}: do not try.`)
  return lines
}

/** `GMAIL_SEND_EMAIL:ca_1` → `GMAIL_SEND_EMAIL with ca_1`. */
function plainKey(key: string): string {
  const [tool = '', account = noAccount] = key.split(':')
  const what = tool === '*' ? 'any tool' : tool
  return account === noAccount ? what : `${what} with ${account}`
}

function timeLines(now: Date, zone: string | undefined): string[] {
  const local = zone === undefined ? undefined : localTime(now, zone)
  return local === undefined ? [] : [`The user’s time zone is ${zone}; there it is ${local}.`]
}

function localTime(now: Date, timeZone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone }).format(now)
  } catch {
    return undefined
  }
}

function named(names: readonly string[]): string {
  const shown = names.slice(0, mostNamed).join(', ')
  return names.length > mostNamed ? `${shown} and ${names.length - mostNamed} more` : shown
}
