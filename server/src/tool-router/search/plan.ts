/**
 * The way to get a use case done: what to look up first, the calls themselves, what usually follows. All of it comes
 * from data: relations between tools, notes in the manifests, and what this project did before.
 */
import type { Source } from '@patchbay/catalog'
import type { ToolExperience } from '../../tool-experience/tool-experience.ts'
import type { KnownValues } from './known-values.ts'
import type { AnswerTool } from './tool-facts.ts'

export interface PlanInput {
  main: readonly AnswerTool[]
  /** A tool that the session opens; undefined for one that it does not. */
  open(slug: string): AnswerTool | undefined
  known: KnownValues
  experience: ReadonlyMap<string, ToolExperience>
  useCase: string
}

export interface Plan {
  steps: string[]
  /** Tools of the steps besides the main ones: look-ups first, then what follows. */
  lookUps: string[]
  followUps: string[]
  difficulty: string
}

const mostSteps = 7
const mostLookUps = 3
const mostFollowUps = 2
/** Times that a tool must have followed another before it is suggested for that. */
const leastFollowed = 2

export function makePlan(input: PlanInput): Plan {
  const lookUps: { tool: AnswerTool; text: string }[] = []
  const names = new Set(input.main.map(({ slug }) => slug))
  const calls: string[] = []
  for (const tool of input.main) {
    for (const lookUp of lookUpsOf(tool, input)) {
      if (names.has(lookUp.tool.slug) || lookUps.length >= mostLookUps) continue
      names.add(lookUp.tool.slug)
      lookUps.push(lookUp)
    }
    calls.push(callText(tool, input.known))
  }
  const followUps = followUpsOf(input, names)
  const steps = [...lookUps.map(({ text }) => text), ...calls, ...followUps.map(({ text }) => text)]
  return {
    steps: steps.slice(0, mostSteps),
    lookUps: lookUps.map(({ tool }) => tool.slug),
    followUps: followUps.map(({ slug }) => slug),
    difficulty: difficultyOf(input.main, lookUps.length),
  }
}

function lookUpsOf(tool: AnswerTool, input: PlanInput): { tool: AnswerTool; text: string }[] {
  const found: { tool: AnswerTool; text: string }[] = []
  for (const source of tool.relations.sources ?? []) {
    if (!isNeeded(source, tool, input)) continue
    const giver = source.tools.map(input.open).find((candidate) => candidate !== undefined)
    if (giver) found.push({ tool: giver, text: lookUpText(tool, source, giver, input.known) })
  }
  for (const slug of tool.before) {
    const first = input.open(slug)
    if (first && !found.some(({ tool: other }) => other.slug === slug))
      found.push({ tool: first, text: `Where needed, check with ${slug} before ${tool.slug}` })
  }
  return found
}

/** Required and not known; or optional, but the use case speaks of the thing. */
function isNeeded(
  { fields, noun, required }: Source,
  { required: needed }: AnswerTool,
  input: PlanInput,
): boolean {
  if (fields.every((field) => input.known.has(field))) return false
  if (required) return fields.some((field) => needed.includes(field))
  return new RegExp(`\\b${escape(noun.split(' ').at(-1) ?? noun)}`, 'i').test(input.useCase)
}

function escape(word: string): string {
  return word.replaceAll(/[^a-z0-9]/gi, '')
}

function lookUpText(
  tool: AnswerTool,
  { fields, noun }: Source,
  giver: AnswerTool,
  known: KnownValues,
): string {
  const hint = known.hintFor(fields, noun)
  const thing = noun === 'pull' ? 'pull request' : noun
  const what = hint === undefined ? `the ${thing}` : `the ${thing} (${hint})`
  return `Unless you have it, find ${what} with ${giver.slug}, for ${fields.join(' and ')} of ${tool.slug}`
}

function callText(tool: AnswerTool, known: KnownValues): string {
  const needed = tool.required.filter((field) => !known.has(field))
  const given = tool.required.filter((field) => known.has(field))
  const withFields = needed.length > 0 ? ` with ${needed.slice(0, 8).join(', ')}` : ''
  const already = given.length > 0 ? ` (known: ${given.join(', ')})` : ''
  const call = `call ${tool.slug}${withFields}${already}`
  return tool.destructive ? `Once the user has confirmed it, ${call}` : `C${call.slice(1)}`
}

/** What followed in this project, then what the notes say, then what acts on the thing that was made. */
function followUpsOf(input: PlanInput, taken: ReadonlySet<string>): { slug: string; text: string }[] {
  const last = input.main.at(-1)
  if (!last) return []
  const found = new Map<string, string>()
  for (const { tool, count } of input.experience.get(last.slug)?.next ?? []) {
    if (count >= leastFollowed) found.set(tool, `${tool}, which followed it ${count} times in this project`)
  }
  const usual =
    last.after.length > 0 ? last.after : last.relations.verb === 'create' ? (last.relations.next ?? []) : []
  for (const slug of usual) if (!found.has(slug)) found.set(slug, slug)
  return [...found]
    .filter(([slug]) => !taken.has(slug) && input.open(slug) !== undefined)
    .slice(0, mostFollowUps)
    .map(([slug, text]) => ({ slug, text: `Then, if wanted, ${text}` }))
}

function difficultyOf(main: readonly AnswerTool[], lookUps: number): string {
  const calls = main.length + lookUps
  const [first] = main
  const apps = new Set(main.map(({ toolkit }) => toolkit)).size
  const confirm = main.some(({ destructive }) => destructive) ? ', and the user has to confirm' : ''
  if (calls <= 1) return `easy - one call of ${first?.slug ?? 'a tool'}${confirm}`
  const parts = lookUps > 0 ? `, ${lookUps} of them to look things up` : ''
  if (calls <= 3 && apps <= 1) return `medium - ${calls} calls${parts}${confirm}`
  return `hard - ${calls} calls${parts}${apps > 1 ? `, over ${apps} apps` : ''}${confirm}`
}
