/** What the agent does with the answer of a search. */
import type { SessionConfig } from '../session-config.ts'
import type { ConnectionStatus } from './connection-statuses.ts'
import type { CustomSet } from './custom-tools.ts'
import type { AnswerTool } from './tool-facts.ts'

/** How the primary tools of a query relate: one each for its steps, or several to choose from; and what none does. */
export function guidanceOn(
  main: readonly AnswerTool[],
  alternatives: readonly string[],
  uncovered: readonly string[] = [],
): string | undefined {
  const said = [relationOf(main, alternatives), ...uncovered.map(gapOf)].filter((text) => text !== undefined)
  return said.length === 0 ? undefined : said.join(' ')
}

function relationOf(main: readonly AnswerTool[], alternatives: readonly string[]): string | undefined {
  if (main.length > 1)
    return `One tool for each step, in this order: ${main.map(({ slug }) => slug).join(', ')}.`
  const [first] = main
  if (!first || alternatives.length === 0) return undefined
  return `${first.slug} fits best; ${alternatives.join(' or ')} where that is what the user means.`
}

const longestQuote = 80

function gapOf(step: string): string {
  const quote = step.length > longestQuote ? `${step.slice(0, longestQuote)}…` : step
  return `No tool was found for “${quote}”: search for that alone, or tell the user.`
}

/** Connections first, then running; or what to say when there is nothing to run. */
export function nextSteps(
  config: SessionConfig,
  primary: readonly string[],
  statuses: readonly ConnectionStatus[],
  customs: CustomSet | undefined,
): string[] {
  if (primary.length === 0) return ['No tool fits: say so to the user, or search again in other words.']
  const missing = statuses.filter((status) => !status.has_active_connection).map(({ toolkit }) => toolkit)
  const steps: string[] = []
  if (missing.length > 0 && config.manage_connections.enabled) {
    steps.push(
      `For those of ${JSON.stringify(missing)} that you use, call COMPOSIO_MANAGE_CONNECTIONS and show the links to the user.`,
    )
  } else if (missing.length > 0) {
    steps.push(`${missing.join(', ')}: not connected, and this session cannot connect it. Tell the user.`)
  }
  const local = primary.filter((slug) => customs?.tools.get(slug)?.runsIn === 'client')
  if (config.execute.enable_multi_execute) {
    steps.push(
      'Run independent calls together with COMPOSIO_MULTI_EXECUTE_TOOL, with arguments by their schemas.',
    )
  }
  if (local.length > 0) steps.push(`${local.join(', ')} run in your own client.`)
  return steps
}

/** Models do not know what time it is; every search tells them. */
export function timeInfo(now: Date) {
  return {
    current_time_utc: now.toISOString(),
    current_time_utc_epoch_seconds: Math.floor(now.getTime() / 1000),
    message: 'UTC. Ask for the user’s time zone before you use relative dates such as "tomorrow at 9".',
  }
}
