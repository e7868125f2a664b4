/** One poll of one instance: ask, and see what is new. */
import type { Poll, TemplateScope, TriggerCall } from '@patchbay/catalog'
import type { Deps } from '../deps.ts'
import { callForAccount } from '../execution/call-for-account.ts'
import { pickNamedAccount, type PickedAccount } from '../execution/pick-account.ts'
import { advance, itemOf, type PollItem, type PollState, type Step } from './poll-cursor.ts'
import { commitFailure, commitPoll, PollFailure } from './poll-outcome.ts'
import { findTriggerAtVersion } from './trigger-types.ts'
import { nextLink } from '../execution/results/next-call.ts'
import type { TriggerInstanceRow } from './triggers.table.ts'
import { matches, nowScope, renderLoose, valueIn } from './values.ts'
import { withDefaults } from './trigger-config.ts'

export type PollDeps = Pick<Deps, 'db' | 'vault' | 'catalog' | 'config' | 'egress' | 'clock' | 'log' | 'env'>

/** Pages read in one poll; the next poll goes on from there. */
const mostPages = 10
/** Of a list whose members are compared: what is not seen at first would look new later. */
const mostSnapshotPages = 25
const daySeconds = 24 * 3_600

/** Polls a claimed instance and writes down what came of it. */
export async function pollInstance(deps: PollDeps, instance: TriggerInstanceRow): Promise<void> {
  try {
    const { trigger, poll, ask, input } = await preparePoll(deps, instance)
    const { step, isDone } = await look(deps, instance, poll, ask, input)
    const fresh = await withDetails(poll, step.items, deps, ask, input)
    await commitPoll(deps, instance, trigger, { ...step, items: fresh }, isDone)
  } catch (error) {
    await commitFailure(deps, instance, error)
  }
}

/** Name of the page path for lists that name the next page in their `Link` header. */
const linkOfNext = '@link.next'

type Ask = (call: TriggerCall, scope: TemplateScope) => Promise<Record<string, unknown>>

async function preparePoll(deps: PollDeps, instance: TriggerInstanceRow) {
  const { trigger, toolkit } = findTriggerAtVersion(deps, instance.slug, instance.version)
  const { poll } = trigger
  if (!poll) throw new PollFailure(`${instance.slug} is no longer a type that is polled`)
  const account: PickedAccount = await pickNamedAccount(
    deps,
    { projectId: instance.projectId },
    instance.connectedAccountId,
  )
  const ask: Ask = async (call, scope) => {
    const result = await callForAccount(deps, toolkit, account, call, scope)
    if (!result.successful) throw new PollFailure(result.error ?? 'failed', result)
    const next = nextLink(result.link)
    return next === undefined ? result.data : { ...result.data, [linkOfNext]: next }
  }
  return { trigger, poll, ask, input: withDefaults(trigger, instance.config) }
}

/** Reads the pages that there are now. */
async function look(
  deps: PollDeps,
  instance: TriggerInstanceRow,
  poll: Poll,
  ask: Ask,
  input: Record<string, unknown>,
): Promise<{ step: Step; isDone: boolean }> {
  const now = deps.clock.now()
  const base: TemplateScope = { input, now: nowScope(now) }
  const state: PollState = { since: Math.floor(now.getTime() / 1_000) - daySeconds, ...instance.state }
  const began = await startOf(poll, state, base, ask)
  if (began.isBaseline) return { step: { items: [], state: began.state }, isDone: true }
  const { items, next, page } = await readPages(poll, began.state, base, ask)
  const step = advance(
    poll,
    began.state,
    items.filter((value) => matches(poll.match, itemOf(value), base, state.began)),
    base,
    {
      next,
      isWhole: page === undefined && began.state.page === undefined,
    },
  )
  const { page: _before, ...kept } = step.state
  const since = Math.floor(now.getTime() / 1_000) - daySeconds
  // A snapshot that was cut short is taken anew: only its beginning can hold what is new.
  const goesOn = page !== undefined && poll.cursor.kind !== 'snapshot'
  return {
    step: { items: step.items, state: { ...kept, since, ...(goesOn && { page }) } },
    isDone: !goesOn,
  }
}

/** Where a first poll starts, when the definition says it without looking at the list. */
async function startOf(
  { cursor }: Poll,
  state: PollState,
  scope: TemplateScope,
  ask: Ask,
): Promise<{ state: PollState; isBaseline: boolean }> {
  if (state.cursor !== undefined) return { state, isBaseline: false }
  if (cursor.kind === 'max' && cursor.start !== undefined) {
    return { state: { ...state, cursor: renderLoose(cursor.start, scope) }, isBaseline: false }
  }
  if (cursor.kind !== 'token' || !cursor.start) return { state, isBaseline: false }
  const answer = await ask(cursor.start.call, scope)
  const token = valueIn(answer, cursor.start.token)
  if (token === undefined || token === null) throw new PollFailure('the provider gave no first token')
  return { state: { ...state, cursor: String(token) }, isBaseline: true }
}

async function readPages(poll: Poll, state: PollState, base: TemplateScope, ask: Ask) {
  const items: unknown[] = []
  let page = state.page
  let next: string | undefined
  const most = poll.cursor.kind === 'snapshot' ? mostSnapshotPages : mostPages
  for (let count = 0; count < most; count += 1) {
    const answer = await askPage(poll, state, page, base, ask)
    const list = valueIn(answer, poll.items)
    if (Array.isArray(list)) items.push(...list)
    // One thing that is watched, rather than a list.
    else if (poll.items === '_') items.push(list)
    const { cursor } = poll
    if (cursor.kind === 'token') next = textIn(answer, cursor.next) ?? next
    if (cursor.kind === 'delta') next = textIn(answer, cursor.link) ?? next
    page = textIn(answer, cursor.kind === 'delta' ? cursor.page : (poll.page ?? ''))
    if (page === undefined) break
  }
  return { items, next, page }
}

async function askPage(
  poll: Poll,
  state: PollState,
  page: string | undefined,
  base: TemplateScope,
  ask: Ask,
): Promise<Record<string, unknown>> {
  const { cursor } = poll
  const named = JSON.stringify(poll.call).includes('{{state.page}}')
  const current = page !== undefined && !named ? page : state.cursor
  const scope = {
    ...base,
    state: {
      since: state.since,
      ...(current !== undefined && { cursor: current }),
      ...(page !== undefined && { page }),
    },
  }
  if (poll.page === linkOfNext && page !== undefined) return ask(callOfLink(poll.call, page), scope)
  if (cursor.kind !== 'delta') return ask(poll.call, scope)
  return ask(current === undefined ? poll.call : callOfLink(poll.call, current), scope)
}

/** A link that the provider gave, as a call: where it may lead is judged when it is sent. */
function callOfLink({ exec, ...rest }: TriggerCall, link: string): TriggerCall {
  const url = URL.parse(link)
  if (exec.kind !== 'http' || !url || link.includes('{{'))
    throw new PollFailure('the provider’s link is no URL')
  const path = `${url.origin}${url.pathname}`
  return { ...rest, exec: { ...exec, path, parameters: [], query: Object.fromEntries(url.searchParams) } }
}

async function withDetails(
  poll: Poll,
  items: readonly PollItem[],
  deps: PollDeps,
  ask: Ask,
  input: Record<string, unknown>,
): Promise<PollItem[]> {
  const { detail } = poll
  if (!detail) return [...items]
  const detailed: PollItem[] = []
  for (const { id, item } of items) {
    try {
      const answer = await ask(detail, { input, item, now: nowScope(deps.clock.now()) })
      detailed.push({ id, item: itemOf(answer) })
    } catch (error) {
      // Gone between the list and now: there is nothing left to tell of.
      if (error instanceof PollFailure && (error.status === 404 || error.status === 410)) continue
      throw error
    }
  }
  return detailed
}

function textIn(answer: unknown, path: string): string | undefined {
  const value = path === '' ? undefined : valueIn(answer, path)
  return value === undefined || value === null || value === '' ? undefined : String(value)
}
