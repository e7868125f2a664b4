/**
 * How the toolkits kept by hand give the next page, where a tool does not say it itself. What most APIs have in common
 * (`nextPageToken`, `next_cursor`, `paging.next.after`, `has_more` with the last id, the `Link` header) needs no line:
 * the server reads it from the answer.
 */
import type { ToolkitInput } from '../src/manifest/manifest.ts'

type Tool = ToolkitInput['tools'][number]
type Pagination = NonNullable<Tool['pagination']>

/** For tools with this argument and, where it is said, this property of the answer. */
type Rule = { argument: string; answer?: string; pagination: (tool: Tool) => Pagination }

/** The cursor is at a path of the answer. */
const cursor = (argument: string, path: string, more?: string, answer?: string): Rule => ({
  argument,
  ...(answer === undefined ? {} : { answer }),
  pagination: () => ({ kind: 'cursor', argument, cursor: path, ...(more === undefined ? {} : { more }) }),
})

/** The answer has the whole address of the next page. */
const url = (argument: string, path: string): Rule => ({
  argument,
  pagination: () => ({ kind: 'next_url', url: path }),
})

/** Numbered pages; the answer says how many, or the last is shorter than `size`. */
const page = (
  argument: string,
  first: number,
  { size, total, answer, items }: { size?: string; total?: string; answer?: string; items?: string } = {},
): Rule => ({
  argument,
  ...(answer === undefined ? {} : { answer }),
  pagination: (tool) => ({
    kind: 'page',
    argument,
    first,
    items: items ?? listOf(tool),
    ...(total === undefined ? {} : { total_pages: total }),
    ...(size !== undefined && has(tool, size) ? { size_argument: size } : {}),
  }),
})

/** How many to leave out; the answer says how many there are, or the last page is shorter than `size`. */
const offset = (argument: string, size: string, total?: string): Rule => ({
  argument,
  pagination: (tool) => ({
    kind: 'offset',
    argument,
    items: listOf(tool),
    ...(total === undefined ? {} : { total }),
    ...(has(tool, size) ? { size_argument: size } : {}),
  }),
})

const has = (tool: Tool, argument: string) => Object.hasOwn(tool.input.properties, argument)

/** The list of the answer; an answer that is a list itself has it under `items`. */
function listOf({ output }: Tool): string {
  const lists = Object.entries(output?.properties ?? {}).filter(([, schema]) => schema['type'] === 'array')
  return lists[0]?.[0] ?? 'items'
}

const graph = [offset('skip', 'top')]
const byLimit = [offset('offset', 'limit')]

const rules: Readonly<Record<string, readonly Rule[]>> = {
  airtable: [cursor('offset', 'offset')],
  asana: [cursor('offset', 'next_page.offset')],
  bill: [cursor('page', 'nextPage')],
  box: [cursor('marker', 'next_marker'), offset('offset', 'limit', 'total_count')],
  cal: [offset('skip', 'take')],
  calendly: [cursor('page_token', 'pagination.next_page_token')],
  clickup: [page('page', 0, { answer: 'tasks' }), page('page', 0, { answer: 'last_page' })],
  cloudflare: [page('page', 1, { total: 'result_info.total_pages' })],
  composio_search: [
    page('page', 0, { total: 'nbPages', answer: 'hits' }),
    page('page', 1, { size: 'per_page', answer: 'meta', items: 'results' }),
    page('page', 1, { size: 'page_size', answer: 'results' }),
  ],
  confluence: [url('cursor', '_links.next'), url('start', '_links.next')],
  datadog: [
    cursor('cursor', 'meta.page.after'),
    offset('offset', 'limit'),
    page('page_number', 0, { size: 'page_size' }),
    page('page', 0, { size: 'page_size' }),
    { ...offset('start', 'count', 'total_matching'), answer: 'host_list' },
    { ...offset('start', 'count'), answer: 'dashboards' },
  ],
  dropbox: [cursor('cursor', 'cursor', 'has_more')],
  elevenlabs: [page('page', 0, { size: 'page_size' })],
  excel: graph,
  figma: [cursor('after', 'meta.cursor.after'), url('cursor', 'pagination.next_page')],
  firecrawl: [url('skip', 'next')],
  freshdesk: [page('page', 1, { answer: 'results' }), page('page', 1, { size: 'per_page' })],
  hackernews: [page('page', 0, { total: 'nbPages' })],
  intercom: [
    cursor('starting_after', 'pages.next.starting_after'),
    page('page', 1, { total: 'pages.total_pages', size: 'per_page' }),
  ],
  jira: [offset('start_at', 'max_results', 'total')],
  linkedin: [offset('start', 'count', 'paging.total')],
  mailchimp: [offset('offset', 'count', 'total_items')],
  microsoft_teams: graph,
  neon: [cursor('cursor', 'pagination.next', undefined, 'branches'), cursor('cursor', 'pagination.cursor')],
  openai: [cursor('after', 'last_id', 'has_more')],
  outlook: graph,
  pagerduty: byLimit,
  paypal: [page('page', 1, { total: 'total_pages', size: 'page_size' })],
  pipedrive: [
    cursor('cursor', 'additional_data.next_cursor'),
    cursor(
      'start',
      'additional_data.pagination.next_start',
      'additional_data.pagination.more_items_in_collection',
    ),
  ],
  posthog: [url('offset', 'next')],
  reddit: [cursor('after', 'data.after')],
  sendgrid: [url('page_token', '_metadata.next'), offset('offset', 'limit')],
  serpapi: [url('start', 'serpapi_pagination.next'), url('page', 'serpapi_pagination.next')],
  slack: slackPages(),
  slackbot: slackPages(),
  spotify: [
    cursor('after', 'artists.cursors.after', undefined, 'artists'),
    cursor('before', 'cursors.before'),
  ],
  stripe: [cursor('page', 'next_page', 'has_more')],
  supabase: [cursor('cursor', 'cursor')],
  trello: [page('page', 0, { size: 'limit' })],
  twilio: [url('page_token', 'next_page_uri')],
  twitter: [cursor('next_token', 'meta.next_token')],
  vercel: [cursor('until', 'pagination.next')],
  xero: [page('page', 1, { size: 'pageSize' })],
  zendesk: [url('page', 'next_page')],
}

function slackPages(): Rule[] {
  return [
    page('page', 1, { total: 'messages.paging.pages', answer: 'messages', items: 'messages.matches' }),
    page('page', 1, { total: 'paging.pages', answer: 'files' }),
  ]
}

/** The toolkit with the pagination of its lists: of tools that read, and do not say it themselves. */
export function withPagination(toolkit: ToolkitInput): ToolkitInput {
  const mine = rules[toolkit.slug]
  if (!mine) return toolkit
  return { ...toolkit, tools: toolkit.tools.map((tool) => withRule(tool, mine)) }
}

function withRule(tool: Tool, mine: readonly Rule[]): Tool {
  if (tool.pagination || tool.exec.kind !== 'http' || tool.tags?.includes('readOnlyHint') !== true)
    return tool
  const rule = mine.find(
    ({ argument, answer }) =>
      has(tool, argument) && (answer === undefined || Object.hasOwn(tool.output?.properties ?? {}, answer)),
  )
  return rule ? { ...tool, pagination: rule.pagination(tool) } : tool
}
