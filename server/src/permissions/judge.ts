/**
 * What is to become of a call. Four have a say, and the strictest word holds:
 *
 * | who     | says                                                                               |
 * | ------- | ---------------------------------------------------------------------------------- |
 * | policy  | the first enabled policy of the project that is about the call                     |
 * | person  | their answer for the tool of this account, where the session has no word of its own |
 * | session | the override for the tool, else for the account, else its default                  |
 * | taint   | asks, when the call may carry something out and content of others was read         |
 *
 * A person's `always_deny` holds whatever the session says.
 */
import { namesMatch, policyMatches, type PolicyEffect, type PolicyMatch } from './policy-rules.ts'
import type { GuardedCall } from './guarded-call.ts'
import { askerOf, type Reason, type TaintedBy } from './reason.ts'
import { overrideFor, type OverrideState } from './session-permissions.ts'

export interface Policy {
  id: string
  name: string
  effect: PolicyEffect
  match: PolicyMatch
}

/** What is known about the project, the session and the account. */
export interface Facts {
  policies: readonly Policy[]
  /** The person's answer for the account and tool. */
  person: OverrideState | undefined
  /** Answers given in this session, by asker. */
  answers: Readonly<Record<string, 'allow' | 'deny'>>
  /** Content of others that was read in this session; empty while that is not tracked. */
  taints: readonly TaintedBy[]
  tracksTaint: boolean
}

export interface Verdict {
  effect: PolicyEffect
  /** Why it is not `allow`. */
  reasons: Reason[]
}

/** Judges a call, with what was answered before. */
export function judge(call: GuardedCall, facts: Facts): Verdict {
  const objections = [policyWord(call, facts), sessionWord(call, facts), taintWord(call, facts)]
  const denied = objections.filter((word) => word?.effect === 'deny').flatMap((word) => word?.reasons ?? [])
  if (denied.length > 0) return { effect: 'deny', reasons: denied }
  const asked = objections.flatMap((word) => word?.reasons ?? [])
  const answered = (reason: Reason) => (reason.every ? undefined : facts.answers[askerOf(reason)])
  const refused = asked.filter((reason) => answered(reason) === 'deny')
  if (refused.length > 0) return { effect: 'deny', reasons: refused.map(asRefused) }
  const open = asked.filter((reason) => answered(reason) === undefined)
  return { effect: open.length > 0 ? 'ask' : 'allow', reasons: open }
}

function asRefused(reason: Reason): Reason {
  return { ...reason, message: 'the person said no, for the rest of this session' }
}

/** The first policy that is about a call; undefined when none is. */
export function decidingPolicy(
  policies: readonly Policy[],
  call: Pick<GuardedCall, 'names' | 'toolkit' | 'tags' | 'userId' | 'arguments'>,
): Policy | undefined {
  return policies.find((policy) => policyMatches(policy, call))
}

/** The first policy that is about a call of which the arguments are unknown; `maybe` when they would tell. */
export function policyWithoutArguments(
  policies: readonly Policy[],
  call: Pick<GuardedCall, 'names' | 'toolkit' | 'tags' | 'userId'>,
): Policy | 'maybe' | undefined {
  const first = policies.find(({ match }) => namesMatch(match, call))
  return first?.match.arguments ? 'maybe' : first
}

function policyWord(call: GuardedCall, { policies }: Facts): Verdict | undefined {
  const policy = decidingPolicy(policies, call)
  if (!policy || policy.effect === 'allow') return undefined
  const message = `policy ${policy.name} says ${policy.effect}`
  return { effect: policy.effect, reasons: [{ source: 'policy', message, policy_id: policy.id }] }
}

function sessionWord(call: GuardedCall, { person }: Facts): Verdict | undefined {
  const override = overrideFor(call.permissions, call.tool, call.accountId)
  if (person === 'always_deny') return verdictOf('always_deny', 'person')
  if (override !== undefined) return verdictOf(override, 'session')
  if (person !== undefined) return verdictOf(person, 'person')
  const { default: mode = 'allow_all' } = call.permissions ?? {}
  if (mode === 'allow_all') return undefined
  const once = mode === 'ask_once_per_session'
  const message = once ? 'the session asks once for each tool' : 'the session asks at every call'
  return { effect: 'ask', reasons: [{ source: 'session', message, ...(once && { once }) }] }
}

const words = {
  always_deny: 'never allows',
  ask_once: 'asks once a session about',
  ask_always: 'asks at every call of',
}

function verdictOf(state: OverrideState, source: 'session' | 'person'): Verdict | undefined {
  if (state === 'always_allow') return undefined
  const who = source === 'session' ? 'the session' : 'the owner of the account'
  const reason: Reason = {
    source,
    message: `${who} ${words[state]} this tool`,
    ...(state === 'ask_once' && { once: true }),
    ...(state === 'ask_always' && { every: true }),
  }
  return { effect: state === 'always_deny' ? 'deny' : 'ask', reasons: [reason] }
}

function taintWord({ carriesOut }: GuardedCall, { taints }: Facts): Verdict | undefined {
  if (!carriesOut || taints.length === 0) return undefined
  const read = taints.map(({ tool }) => tool).join(', ')
  const message = `the session has read content that others wrote (${read}), and this call may carry something out`
  return { effect: 'ask', reasons: [{ source: 'taint', message, chain: [...taints] }] }
}
