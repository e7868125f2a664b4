/** From a use case to the tools that serve it: the main ones, in the order of its steps, and those beside them. */
import { splitSteps } from '@patchbay/search'
import type { ToolkitSummary } from '@patchbay/catalog'
import type { Deps } from '../../deps.ts'
import { readTool } from '../../tools/tool-store.ts'
import { type EngineRequest, type Ranked, rankTools } from './engine.ts'
import { namedToolkits } from './named-toolkits.ts'
import { sessionScope } from './session-scope.ts'

export interface FoundTools {
  /** The best tool of each step of the use case, in order. */
  main: string[]
  /** Tools that could serve instead of a main one. */
  alternatives: string[]
  /** Further hits, best first. */
  others: string[]
  /** Why nothing fits, when there is no main tool. */
  refusal?: string
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
  const main = bestOfSteps(deps, request, useCase, ranked)
  const kinds = new Set(main.map((slug) => kindOf(deps, slug)))
  const alternatives = ranked
    .filter(({ slug, share }) => share >= (kinds.has(kindOf(deps, slug)) ? contender : otherKind))
    .filter(({ slug }) => !main.includes(slug))
    .slice(0, Math.max(0, mostPrimary - main.length))
    .map(({ slug }) => slug)
  const others = slugs.filter((slug) => !main.includes(slug) && !alternatives.includes(slug))
  return { main, alternatives, others }
}

/** Reading, creating, changing or removing; tools of the client are whatever they say. */
function kindOf({ catalog }: Pick<Deps, 'catalog'>, slug: string): string {
  const verb = readTool(catalog, slug)?.relations?.verb ?? 'change'
  return verb === 'find' || verb === 'count' ? 'read' : verb
}

/** One step needs one tool. Several are searched one by one, each in the toolkits that the whole use case found. */
function bestOfSteps(
  deps: Pick<Deps, 'catalog' | 'search'>,
  request: EngineRequest,
  useCase: string,
  ranked: readonly Ranked[],
): string[] {
  const first = ranked.slice(0, 1).map(({ slug }) => slug)
  const steps = splitSteps(useCase)
  if (steps.length < 2) return first
  const toolkits = new Set(ranked.map(({ toolkit }) => toolkit))
  const { scope } = request
  const inside = { ...scope, opensToolkit: (slug: string) => toolkits.has(slug) && scope.opensToolkit(slug) }
  const narrowed = {
    ...request,
    scope: {
      ...inside,
      opensTool: (tool: Parameters<typeof scope.opensTool>[0]) =>
        toolkits.has(tool.toolkit) && scope.opensTool(tool),
    },
  }
  const main = steps
    .slice(0, mostSteps)
    .flatMap((step) => rankTools(deps, narrowed, step, 1).map(({ slug }) => slug))
  return main.length === 0 ? first : [...new Set(main)]
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
