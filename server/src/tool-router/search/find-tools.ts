/** From a use case to the tools that serve it: the main ones, in the order of its steps, and those beside them. */
import { deniesAll, splitSteps } from '@patchbay/search'
import type { ToolkitSummary } from '@patchbay/catalog'
import type { Deps } from '../../deps.ts'
import { readTool } from '../../tools/tool-store.ts'
import { type EngineRequest, type Ranked, rankTools } from './engine.ts'
import { namedToolkits } from './named-toolkits.ts'
import { type SessionScope, sessionScope } from './session-scope.ts'

export interface FoundTools {
  /** The best tool of each step of the use case, in order. */
  main: string[]
  /** Tools that could serve instead of a main one. */
  alternatives: string[]
  /** Further hits, best first. */
  others: string[]
  /** Why nothing fits, when there is no main tool. */
  refusal?: string
  /** Steps of the use case that no tool fits; what comes nearest is among the others. */
  uncovered?: string[]
}

/** Hits that are looked at. */
const mostHits = 10
/** Tools of one answer that are the main ones or could serve instead. */
export const mostPrimary = 3
/** A hit that is as near to the best as this could be meant as well; one that does another kind of thing must be nearer. */
const contender = 0.8
const otherKind = 0.94
const mostSteps = 4

export function findTools(
  deps: Pick<Deps, 'catalog' | 'search'>,
  request: EngineRequest,
  useCase: string,
): FoundTools {
  const ranked = rankTools(deps, request, useCase, mostHits)
  const slugs = ranked.map(({ slug }) => slug)
  const closed = closedToolkit(deps, request, useCase)
  if (closed) return { main: [], alternatives: [], others: slugs, refusal: closedRefusal(closed, request) }
  const [best] = slugs
  if (best === undefined) return { main: [], alternatives: [], others: [], refusal: nothingRefusal(request) }
  const { main, uncovered, nearest } = bestOfSteps(deps, request, useCase, ranked)
  if (main.length === 0)
    return { main, alternatives: [], others: slugs, refusal: unfitRefusal(best, request) }
  const kinds = new Set(main.map((slug) => kindOf(deps, slug)))
  // Beside a step without a tool, a second tool for another step would look like the missing one.
  const room = uncovered.length > 0 ? 0 : Math.max(0, mostPrimary - main.length)
  const alternatives = ranked
    .filter(({ slug, share }) => share >= (kinds.has(kindOf(deps, slug)) ? contender : otherKind))
    .filter(({ slug, fits }) => fits && !main.includes(slug))
    .slice(0, room)
    .map(({ slug }) => slug)
  const taken = new Set([...main, ...alternatives])
  const others = [...new Set([...nearest, ...slugs])].filter((slug) => !taken.has(slug))
  return { main, alternatives, others, uncovered }
}

/** Reading, creating, changing or removing; tools of the client are whatever they say. */
function kindOf({ catalog }: Pick<Deps, 'catalog'>, slug: string): string {
  const verb = readTool(catalog, slug)?.relations?.verb ?? 'change'
  return verb === 'find' || verb === 'count' ? 'read' : verb
}

interface StepTools {
  /** The best tool of each step that one fits. */
  main: string[]
  /** The other steps, and what comes nearest to each. */
  uncovered: string[]
  nearest: string[]
}

/** One step needs one tool. Several are searched one by one, each in the toolkits that the whole use case found. */
function bestOfSteps(
  deps: Pick<Deps, 'catalog' | 'search'>,
  request: EngineRequest,
  useCase: string,
  ranked: readonly Ranked[],
): StepTools {
  const steps = splitSteps(useCase)
  const first = ranked.slice(0, 1).flatMap(({ slug, fits }) => (fits ? slug : []))
  const found: StepTools = { main: [], uncovered: [], nearest: [] }
  if (steps.length < 2) return { ...found, main: first }
  const narrowed = { ...request, scope: within(request.scope, new Set(ranked.map(({ toolkit }) => toolkit))) }
  const wanted = steps.filter((step) => !deniesAll(step))
  for (const step of wanted.slice(0, mostSteps)) {
    const [best] = rankTools(deps, narrowed, step, 1)
    if (best?.fits) found.main.push(best.slug)
    else found.uncovered.push(step)
    if (best && !best.fits) found.nearest.push(best.slug)
  }
  // What is cut apart may read worse than the whole.
  if (found.main.length === 0) return { ...found, main: first, uncovered: [] }
  return { ...found, main: [...new Set(found.main)] }
}

/** The same scope, with these toolkits alone. */
function within(scope: SessionScope, toolkits: ReadonlySet<string>): SessionScope {
  return {
    ...scope,
    opensToolkit: (slug) => toolkits.has(slug) && scope.opensToolkit(slug),
    opensTool: (tool) => toolkits.has(tool.toolkit) && scope.opensTool(tool),
  }
}

/**
 * The toolkit that the use case asks for by name, where the session leaves it out and no open one is named: tools of
 * other apps would be the wrong answer.
 */
function closedToolkit(
  deps: Pick<Deps, 'catalog' | 'search'>,
  { scope, ...request }: EngineRequest,
  useCase: string,
): ToolkitSummary | undefined {
  const named = namedToolkits(deps.catalog, useCase)
  if (named.length === 0 || named.some(({ slug }) => scope.opensToolkit(slug))) return undefined
  // A name may be a plain word as well ("notion", "linear"); the best tool of all says how it is meant.
  const everything = {
    ...request,
    scope: sessionScope({ ...scope.config, toolkits: undefined, tools: undefined, tags: undefined }),
  }
  const [best] = rankTools(deps, everything, useCase, 1)
  return named.find(({ slug }) => slug === best?.toolkit)
}

function closedRefusal({ name, slug }: ToolkitSummary, { scope }: EngineRequest): string {
  return `${name} could do this, but ${whereOf(scope)} leaves ${slug} out. The related tools are the nearest that are open, and do something else: tell the user rather than use them.`
}

function unfitRefusal(nearest: string, { scope }: EngineRequest): string {
  return `No tool of ${whereOf(scope)} does this. The related tools are the nearest, ${nearest} first, and do something else. Search again if the app or the action can be said more plainly; otherwise tell the user that it cannot be done here.`
}

function nothingRefusal({ scope }: EngineRequest): string {
  return `No tool was found in ${whereOf(scope)}. Say in a sentence what is to be done and in which app, or tell the user that it cannot be done here.`
}

function whereOf({ config: { toolkits }, limitedTo }: EngineRequest['scope']): string {
  if (limitedTo) return `this search, limited to ${listed(limitedTo)},`
  return toolkits && 'enabled' in toolkits
    ? `this session, which opens ${listed(toolkits.enabled)},`
    : 'this session'
}

function listed(slugs: readonly string[]): string {
  const shown = slugs.slice(0, 10).join(', ')
  return slugs.length > 10 ? `${shown} and ${slugs.length - 10} more` : shown || 'no toolkit'
}
