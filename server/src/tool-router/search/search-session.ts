/** Finding the tools for use cases, within what a session allows: the answer of search and COMPOSIO_SEARCH_TOOLS. */
import type { CatalogToolkit } from '@patchbay/catalog'
import { connectedToolkits } from '../../connected-accounts/connected-toolkits.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../http/errors.ts'
import { readExperience, type ToolExperience } from '../../tool-experience/tool-experience.ts'
import { summariesBySlug } from '../../tools/tool-store.ts'
import type { SessionRow } from '../sessions.ts'
import { type ConnectionStatus, connectionStatuses } from './connection-statuses.ts'
import { clientRuns, type CustomSet } from './custom-tools.ts'
import type { EngineRequest } from './engine.ts'
import { findTools, type FoundTools } from './find-tools.ts'
import { knownValues } from './known-values.ts'
import { likenessOf } from './likeness.ts'
import { guidanceOn, nextSteps, timeInfo } from './next-steps.ts'
import { pitfallsOf } from './pitfalls.ts'
import { makePlan } from './plan.ts'
import { withRecipes } from './recipe-tools.ts'
import { type GivenQuery, readQueries, type SearchQuery } from './search-input.ts'
import { hiddenToolkits } from '../session-tools.ts'
import { sessionScope } from './session-scope.ts'
import { snippetsFor } from './snippets.ts'
import { type AnswerTool, answerTool } from './tool-facts.ts'
import { toolDefinitions } from './tool-schemas.ts'

export interface SearchRequest {
  queries: readonly GivenQuery[]
  /** Toolkits that the search is limited to. */
  toolkits?: readonly string[] | undefined
  /** Tools that the client runs itself. */
  customs?: CustomSet | undefined
  /** How the client names the task that this search belongs to. */
  task?: { id?: string | undefined; generateId?: boolean | undefined } | undefined
}

/** Characters of JSON for one query, and for each further one. At 3.7 or more a token, one stays below 2,000 tokens. */
const roomOfOne = 6_800
const roomOfFurther = 4_000
const leastSchemaRoom = 1_500
const mostRelated = 5
/** Hits that are shown as related although no plan needs them. */
const mostBeside = 2

/** @throws {ApiError} BadRequest when none of the queries can be searched. */
export async function searchSession(deps: Deps, session: SessionRow, request: SearchRequest) {
  const queries = readQueries(request.queries)
  // A search that is limited to toolkits looks for no recipe: those belong to none.
  const customs = request.toolkits ? request.customs : await withRecipes(deps, session, request.customs)
  const connected = await connectedToolkits(deps, session.projectId, session.userId)
  for (const slug of Object.keys(session.config.connected_accounts ?? {})) connected.add(slug)
  const scope = sessionScope(session.config, request.toolkits, hiddenToolkits(deps, session.config))
  const local: EngineRequest = { scope, customs, connected }
  const searched = queries.flatMap(({ useCase, error }) => (error === undefined ? [useCase] : []))
  const engine: EngineRequest = { ...local, likeness: await likenessOf(deps, local, searched) }

  const found = queries.map((query) => findOne(deps, engine, query))
  const main = unique(found.flatMap((one) => ('main' in one ? one.main : [])))
  const experience = await readExperience(deps, session.projectId, main)
  const answered = queries.map((query, at) => answerOne(deps, engine, query, found[at], experience, at + 1))

  const results = answered.map(({ result }) => result)
  const primary = unique(results.flatMap((result) => result.primary_tool_slugs))
  const related = unique(results.flatMap((result) => result.related_tool_slugs)).filter(
    (slug) => !primary.includes(slug),
  )
  const statuses = await statusesOf(
    deps,
    session,
    customs,
    unique(results.flatMap((result) => result.toolkits)),
  )
  const failed = results.flatMap(({ error }) => (error === null ? [] : [error]))
  const answer = {
    success: failed.length === 0,
    error:
      failed.length === 0
        ? null
        : `${failed.length} out of ${results.length} searches failed, reasons: ${failed.join('; ')}`,
    results,
    toolkit_connection_statuses: statuses,
    time_info: timeInfo(deps.clock.now()),
    session: taskInfo(session, request.task),
    next_steps_guidance: nextSteps(session.config, primary, statuses, customs),
  }
  const tools = (slugs: readonly string[]) => slugs.flatMap((slug) => answerTool(deps, customs, slug) ?? [])
  const room = roomOfOne + roomOfFurther * (queries.length - 1) - JSON.stringify(answer).length
  const words = new Set(
    queries.flatMap(
      ({ useCase, knownFields = '' }) =>
        `${useCase} ${knownFields}`.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [],
    ),
  )
  const wanted = (name: string) =>
    name
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .some((word) => word.length > 2 && words.has(word))
  return {
    ...answer,
    tool_schemas: toolDefinitions(tools(primary), tools(related), Math.max(leastSchemaRoom, room), wanted),
  }
}

type Found = FoundTools | { error: string }

function findOne(deps: Deps, engine: EngineRequest, query: SearchQuery): Found {
  if (query.error !== undefined) return { error: query.error }
  try {
    return findTools(deps, engine, query.useCase)
  } catch (error) {
    if (!(error instanceof ApiError)) deps.log.error({ err: error }, 'a search failed')
    return { error: 'the search failed on our side; try other words' }
  }
}

function answerOne(
  deps: Deps,
  { scope, customs }: EngineRequest,
  { useCase, knownFields }: SearchQuery,
  found: Found | undefined,
  experience: ReadonlyMap<string, ToolExperience>,
  index: number,
) {
  const common = { index, use_case: useCase }
  if (!found || 'error' in found) {
    const error = found?.error ?? 'not searched'
    return { result: { ...common, primary_tool_slugs: [], related_tool_slugs: [], toolkits: [], error } }
  }
  const open = (slug: string): AnswerTool | undefined => {
    const tool = answerTool(deps, customs, slug)
    return tool && isOpen(deps, scope, customs, tool) ? tool : undefined
  }
  const main = found.main.flatMap((slug) => open(slug) ?? [])
  if (main.length === 0) {
    const related = found.others.slice(0, mostRelated)
    return {
      result: {
        ...common,
        execution_guidance: found.refusal,
        primary_tool_slugs: [],
        related_tool_slugs: related,
        toolkits: toolkitsOf(related, open),
        error: null,
      },
    }
  }
  const plan = makePlan({ main, open, known: knownValues(knownFields, useCase), experience, useCase })
  const primary = unique([...main.map(({ slug }) => slug), ...found.alternatives])
  const planned = unique([...plan.lookUps, ...plan.followUps])
  const beside = found.others.filter((slug) => isHarmless(open(slug), main))
  const related = unique([
    ...planned,
    ...beside.slice(0, Math.max(mostBeside, mostRelated - planned.length - 1)),
  ])
    .filter((slug) => !primary.includes(slug))
    .slice(0, mostRelated)
  const toolkits = toolkitsOf([...primary, ...related], open)
  const own = unique(main.map(({ toolkit }) => toolkit)).flatMap((slug): CatalogToolkit[] => {
    const toolkit = deps.catalog.toolkit(slug)
    return toolkit ? [toolkit] : []
  })
  const pitfalls = pitfallsOf(main, own, experience)
  const snippets = scope.config.workbench.enable ? snippetsFor(main, useCase) : []
  return {
    result: {
      ...common,
      execution_guidance: guidanceOn(main, found.alternatives, found.uncovered),
      difficulty: plan.difficulty,
      recommended_plan_steps: plan.steps,
      ...(pitfalls.length > 0 && { known_pitfalls: pitfalls }),
      ...(snippets.length > 0 && { reference_workbench_snippets: snippets }),
      primary_tool_slugs: primary,
      related_tool_slugs: related,
      toolkits,
      error: null,
    },
  }
}

/** Tools that destroy something are not offered beside those that do not. */
function isHarmless(tool: AnswerTool | undefined, main: readonly AnswerTool[]): boolean {
  return tool !== undefined && (!tool.destructive || main.some(({ destructive }) => destructive))
}

function isOpen(
  { catalog }: Pick<Deps, 'catalog'>,
  scope: EngineRequest['scope'],
  customs: CustomSet | undefined,
  { slug }: AnswerTool,
): boolean {
  if (customs?.tools.has(slug)) return true
  const tool = summariesBySlug(catalog).get(slug)
  return tool !== undefined && scope.opensTool(tool)
}

function toolkitsOf(slugs: readonly string[], open: (slug: string) => AnswerTool | undefined): string[] {
  return unique(slugs.flatMap((slug) => open(slug)?.toolkit ?? []))
}

/** Custom toolkits are always ready: the client runs them, or the workbench. */
async function statusesOf(
  deps: Deps,
  session: SessionRow,
  customs: CustomSet | undefined,
  toolkits: readonly string[],
): Promise<ConnectionStatus[]> {
  const known = toolkits.filter((slug) => deps.catalog.toolkit(slug))
  const own = toolkits
    .filter((slug) => !deps.catalog.toolkit(slug))
    .map((slug) => ({
      toolkit: slug,
      description: customs?.toolkits.get(slug)?.description ?? 'Tools of the client itself.',
      has_active_connection: true,
      status_message: customs?.toolkits.get(slug)?.status ?? clientRuns,
    }))
  return [...(await connectionStatuses(deps, session, known)), ...own]
}

/** Clients keep the calls of one task together by an id of theirs, or ask for one. */
function taskInfo({ id }: SessionRow, task: SearchRequest['task']) {
  const fresh = task?.generateId === true
  return {
    id: fresh ? crypto.randomUUID().slice(0, 8) : (task?.id ?? id),
    generate_id: fresh,
    instructions: 'Pass this id as session_id in later meta tool calls of the same task.',
  }
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)]
}
