/** Whether a policy is about a call: globs on names, globs and ranges on arguments. */
import { hintTags } from '@patchbay/catalog'
import { z } from 'zod'
import { matchesGlob } from './glob.ts'

export const policyEffects = ['allow', 'ask', 'deny'] as const
export type PolicyEffect = (typeof policyEffects)[number]

const Glob = z.string().min(1).max(200)
const Globs = z.array(Glob).min(1).max(200)
const Scalar = z.union([z.string().max(1_000), z.number(), z.boolean(), z.null()])

/** What a value has to be. Of several, all. */
const ArgumentRule = z
  .strictObject({
    equals: Scalar.optional(),
    one_of: z.array(Scalar).min(1).max(500).optional(),
    glob: z.union([Glob, Globs]).optional(),
    /** None of them. */
    not_glob: z.union([Glob, Globs]).optional(),
    gt: z.number().optional(),
    gte: z.number().optional(),
    lt: z.number().optional(),
    lte: z.number().optional(),
    /** Whether the argument is given at all. */
    exists: z.boolean().optional(),
  })
  .refine((rule) => Object.values(rule).some((value) => value !== undefined), {
    error: 'give at least one of equals, one_of, glob, not_glob, gt, gte, lt, lte, exists',
  })

/** Which calls a policy is about; what is left out is no condition. */
export const PolicyMatch = z.strictObject({
  /** Slugs, such as `GMAIL_SEND_*`; of a proxy call `PROXY` and `GMAIL_PROXY`. */
  tools: Globs.optional(),
  toolkits: Globs.optional(),
  /** At least one of these. */
  tags: z.array(z.enum(hintTags)).min(1).optional(),
  user_ids: Globs.optional(),
  /** By path into the arguments, such as `to`, `body.amount` or `recipients.*.email`. */
  arguments: z
    .record(z.string().min(1).max(200), ArgumentRule)
    .refine((rules) => Object.keys(rules).length <= 50, { error: 'at most 50 paths' })
    .optional(),
})

export type PolicyMatch = z.output<typeof PolicyMatch>
type ArgumentRule = z.output<typeof ArgumentRule>

/** What policies look at in a call. */
export interface JudgedCall {
  /** Slug and aliases. */
  names: readonly string[]
  toolkit: string
  tags: readonly string[]
  userId: string | undefined
  arguments: Readonly<Record<string, unknown>>
}

export interface PolicyRule {
  effect: PolicyEffect
  match: PolicyMatch
}

/** Whether the policy is about the call. */
export function policyMatches({ effect, match }: PolicyRule, call: JudgedCall): boolean {
  if (!namesMatch(match, call)) return false
  return Object.entries(match.arguments ?? {}).every(([path, rule]) =>
    ruleHolds(rule, valuesAt(call.arguments, path), effect),
  )
}

/** `policyMatches` without the arguments. */
export function namesMatch(
  { tools, toolkits, tags, user_ids }: PolicyMatch,
  call: Omit<JudgedCall, 'arguments'>,
): boolean {
  const any = (globs: readonly string[], texts: readonly string[]) =>
    globs.some((glob) => texts.some((text) => matchesGlob(glob, text)))
  if (tools && !any(tools, call.names)) return false
  if (toolkits && !any(toolkits, [call.toolkit])) return false
  if (tags && !tags.some((tag) => call.tags.includes(tag))) return false
  return !user_ids || (call.userId !== undefined && any(user_ids, [call.userId]))
}

/**
 * A list in the arguments has several values at one path. An `allow` must hold for all of them, or one harmless
 * recipient would carry the others along; `ask` and `deny` hold as soon as one value calls for them.
 */
function ruleHolds(rule: ArgumentRule, values: readonly unknown[], effect: PolicyEffect): boolean {
  if (rule.exists !== undefined && rule.exists !== values.length > 0) return false
  const { exists: _asked, ...conditions } = rule
  if (Object.values(conditions).every((condition) => condition === undefined)) return true
  if (values.length === 0) return false
  const holds = (value: unknown) => valueHolds(rule, value)
  return effect === 'allow' ? values.every(holds) : values.some(holds)
}

function valueHolds(rule: ArgumentRule, value: unknown): boolean {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const globs = (given: string | readonly string[]) => (typeof given === 'string' ? [given] : given)
  if (rule.equals !== undefined && value !== rule.equals) return false
  if (rule.one_of && !rule.one_of.some((one) => one === value)) return false
  if (rule.glob !== undefined && !globs(rule.glob).some((glob) => matchesGlob(glob, text))) return false
  if (rule.not_glob !== undefined && globs(rule.not_glob).some((glob) => matchesGlob(glob, text)))
    return false
  const { gt, gte, lt, lte } = rule
  if ([gt, gte, lt, lte].every((bound) => bound === undefined)) return true
  const number = numberOf(value)
  if (number === undefined) return false
  if (gt !== undefined && !(number > gt)) return false
  if (gte !== undefined && !(number >= gte)) return false
  if (lt !== undefined && !(number < lt)) return false
  return lte === undefined || number <= lte
}

/** APIs take amounts as text, too. */
function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || value.trim() === '') return undefined
  const number = Number(value)
  return Number.isNaN(number) ? undefined : number
}

/**
 * The values at a path; a list on the way or at its end stands for its elements, and so does `*` for the values of
 * an object. Values that are absent or null are none.
 */
export function valuesAt(root: unknown, path: string): unknown[] {
  let found: unknown[] = [root]
  for (const step of path.split('.')) found = found.flatMap((value) => stepInto(value, step))
  return found.flatMap(elementsOf).filter((value) => value !== undefined && value !== null)
}

function stepInto(value: unknown, step: string): unknown[] {
  if (Array.isArray(value)) return step === '*' ? value : value.flatMap((each) => stepInto(each, step))
  if (typeof value !== 'object' || value === null) return []
  if (step === '*') return Object.values(value)
  return Object.hasOwn(value, step) ? [(value as Record<string, unknown>)[step]] : []
}

function elementsOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value.flatMap(elementsOf) : [value]
}
