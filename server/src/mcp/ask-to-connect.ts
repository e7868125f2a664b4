/**
 * Asking the person behind an MCP client to open the links that connect the accounts which a call needs. A client of
 * 2025 gets the error that the protocol has for it, and a notification once an account is connected; one of 2026 gets
 * the question, and its repeated call waits for the account for a while. All others are told in the result.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { InputRequiredResult, ServerContext } from '@modelcontextprotocol/server'
import { endOfConnection } from '../connect-link/connect-link.ts'
import { isId } from '../db/ids.ts'
import type { Deps } from '../deps.ts'
import { mcpServer } from '../late-packages.ts'
import { abilitiesHere, isOf2026 } from './ask-client.ts'
import type { Exchange } from './serve-mcp.ts'

export interface NeededAccount {
  projectId: string
  /** Name of the app. */
  app: string
  userId: string
  accountId: string
  /** The page that connects it. */
  url: string
  /** It is connected, without scopes that the call needs. */
  isShortOfScopes?: boolean
}

/** Below the minute after which clients give a call up. */
const longestWaitMs = 45_000
const pollMs = 500

/**
 * The question for a client that can ask it, with which its call ends. Undefined for one that cannot, and for one that
 * has asked already.
 * @throws {UrlElicitationRequiredError} for a client of 2025
 */
export function askToConnect(
  context: ServerContext,
  exchange: Exchange,
  needed: readonly NeededAccount[],
): InputRequiredResult | undefined {
  const hasAsked = connectionsAskedFor(context).length > 0
  if (needed.length === 0 || hasAsked || !abilitiesHere(context, exchange).url) return undefined
  const { inputRequired, UrlElicitationRequiredError } = mcpServer()
  const asked = needed.map((account) => ({ ...account, message: messageFor(account) }))
  if (isOf2026(context)) {
    const questions = asked.map(({ accountId, message, url }) => [
      accountId,
      inputRequired.elicitUrl({ message, url }),
    ])
    return inputRequired({ inputRequests: Object.fromEntries(questions) })
  }
  const { node, session } = exchange
  for (const { projectId, accountId } of session ? needed : [])
    node.tell({ kind: 'asked', session: session?.id ?? '', projectId, accountId }, 'all')
  throw new UrlElicitationRequiredError(
    asked.map(({ accountId, message, url }) => ({
      mode: 'url',
      message,
      url,
      elicitationId: accountId,
    })),
    'The user has to connect an account first, with the link.',
  )
}

function messageFor({ app, userId, isShortOfScopes = false }: NeededAccount): string {
  return isShortOfScopes
    ? `Allow more with the ${app} account of ${userId}: the call needs what it was not granted.`
    : `Connect ${app} for ${userId}: the call needs the account.`
}

/** Accounts that the person of a repeated call was asked to connect, and agreed to. */
function connectionsAskedFor({ mcpReq }: ServerContext): string[] {
  return Object.keys(mcpReq.inputResponses ?? {})
    .slice(0, 20)
    .filter((id) => isId('connectedAccount', id))
}

/** Waits, before a call is repeated, until the accounts are connected that its person has opened links for. */
export async function awaitConnections(
  deps: Pick<Deps, 'db' | 'clock'>,
  projectId: string,
  context: ServerContext,
  { gone, cancelled }: Exchange,
): Promise<void> {
  const { inputResponses } = context.mcpReq
  const agreed = connectionsAskedFor(context).filter((id) => {
    const answer = mcpServer().inputResponse(inputResponses, id)
    return answer.kind === 'elicit' && answer.action === 'accept'
  })
  if (agreed.length === 0) return
  const ended = AbortSignal.any([gone, cancelled, AbortSignal.timeout(longestWaitMs)])
  while (!ended.aborted) {
    const ends = await Promise.all(
      agreed.map((connectedAccountId) => endOfConnection(deps, { projectId, connectedAccountId })),
    )
    if (!ends.includes(undefined)) return
    await delay(pollMs, undefined, { signal: ended }).catch(() => {})
  }
}
