/** The meta tools: how an agent finds, connects and runs every other tool. Their handlers are in `meta/`. */
import type { CatalogTool, CatalogToolkit } from '@patchbay/catalog'
import type { SessionConfig } from './session-config.ts'
import { workbenchDefinitions, type WorkbenchToolSlug } from './workbench/workbench-meta-tools.ts'

export const metaToolSlugs = [
  'COMPOSIO_SEARCH_TOOLS',
  'COMPOSIO_GET_TOOL_SCHEMAS',
  'COMPOSIO_MANAGE_CONNECTIONS',
  'COMPOSIO_WAIT_FOR_CONNECTIONS',
  'COMPOSIO_MULTI_EXECUTE_TOOL',
  'COMPOSIO_REMOTE_WORKBENCH',
  'COMPOSIO_REMOTE_BASH_TOOL',
  'COMPOSIO_UPSERT_RECIPE',
  'COMPOSIO_GET_RECIPE',
] as const

export type MetaToolSlug = (typeof metaToolSlugs)[number]

/** Most tools that one COMPOSIO_MULTI_EXECUTE_TOOL call may run. */
export const mostParallelTools = 50

const version = '20261121_00'

/** The toolkit that the meta tools belong to. It has no account and is not listed among the apps. */
export const metaToolkit: CatalogToolkit = {
  manifest: 1,
  slug: 'composio',
  name: 'Patchbay',
  description: 'Find tools, connect accounts and run tools.',
  logo: 'https://raw.githubusercontent.com/primer/octicons/main/icons/plug-24.svg',
  categories: [],
  aliases: [],
  http: { base_url: 'https://localhost', allow_hosts: [], headers: {}, error_paths: [] },
  auth: [
    {
      mode: 'NO_AUTH',
      name: 'none',
      auth_config_fields: [],
      connected_account_fields: [],
      inject: { headers: {}, query: {} },
    },
  ],
  version,
  available_versions: [version],
  created_at: '2026-11-21T00:00:00.000Z',
  updated_at: '2026-11-21T00:00:00.000Z',
  tools_count: metaToolSlugs.length,
  triggers_count: 0,
}

const sessionId = {
  type: 'string',
  description: 'The session id that COMPOSIO_SEARCH_TOOLS returned, to keep calls of one task together.',
}
const toolkitSlugs = {
  type: 'array',
  items: { type: 'string' },
  minItems: 1,
  description: 'Toolkit slugs, such as "github" or "gmail".',
  examples: [['github', 'gmail']],
}

const connectionItems = {
  type: 'array',
  minItems: 1,
  maxItems: 20,
  description:
    'Toolkit slugs, such as "github"; or objects that say what is to be done with the accounts of one.',
  items: {
    anyOf: [
      { type: 'string' },
      {
        type: 'object',
        properties: {
          name: { type: 'string', description: 'Toolkit slug.' },
          action: {
            type: 'string',
            enum: ['connect', 'list', 'add', 'reinitiate', 'rename', 'remove'],
            description:
              'connect (the default): the account that is there, or a link; list: all accounts; add: a link for a further one; reinitiate: a link to connect one again; rename: give one another alias; remove: end one for good, only when the user asks for it.',
          },
          account: {
            type: 'string',
            description: 'Id or alias of the account to reinitiate, rename or remove.',
          },
          alias: {
            type: 'string',
            description: 'Name for the account that is added or renamed, such as "work".',
          },
        },
        required: ['name'],
      },
    ],
  },
  examples: [['github', 'gmail'], [{ name: 'gmail', action: 'add', alias: 'work' }]],
}

function metaTool(
  slug: MetaToolSlug,
  name: string,
  description: string,
  tags: string[],
  properties: Record<string, Record<string, unknown>>,
  required: string[],
): CatalogTool {
  return {
    slug,
    aliases: [],
    name,
    description,
    tags,
    important: true,
    deprecated: false,
    no_auth: true,
    scopes: null,
    input: { type: 'object', properties, required },
    output: { type: 'object', properties: {} },
    exec: { kind: 'builtin', name: `meta.${slug.toLowerCase()}` },
    toolkit: metaToolkit.slug,
    version,
  }
}

/** Definitions of the meta tools, by slug. */
export const metaTools: Record<MetaToolSlug, CatalogTool> = {
  COMPOSIO_SEARCH_TOOLS: metaTool(
    'COMPOSIO_SEARCH_TOOLS',
    'Search tools',
    'Finds the tools for a task among all connected apps. Call this first: it returns tool slugs, input schemas, and whether the user’s account of each app is connected. Describe one use case a query, in a sentence, with the app’s name where you know it.',
    ['readOnlyHint', 'idempotentHint'],
    {
      queries: {
        type: 'array',
        minItems: 1,
        maxItems: 7,
        description: 'One entry for each thing to get done.',
        items: {
          type: 'object',
          properties: {
            use_case: {
              type: 'string',
              description: 'What to do, as a sentence.',
              examples: ['open an issue about a login bug in a GitHub repository'],
            },
            known_fields: {
              type: 'string',
              description: 'Values you have already, as key:value pairs.',
              examples: ['owner:octocat, repo:hello-world'],
            },
          },
          required: ['use_case'],
        },
      },
      session: {
        type: 'object',
        description: 'The session of this task: its id when you have one, or generate_id for a new task.',
        properties: {
          id: sessionId,
          generate_id: { type: 'boolean', description: 'true starts a new task.' },
        },
      },
      model: { type: 'string', description: 'The model you are, if you know.' },
    },
    ['queries'],
  ),
  COMPOSIO_GET_TOOL_SCHEMAS: metaTool(
    'COMPOSIO_GET_TOOL_SCHEMAS',
    'Get tool schemas',
    'Returns the full input schemas of tools by slug. Use it for slugs that COMPOSIO_SEARCH_TOOLS returned without a schema; never guess arguments.',
    ['readOnlyHint', 'idempotentHint'],
    {
      tool_slugs: {
        type: 'array',
        items: { type: 'string' },
        minItems: 1,
        maxItems: 50,
        description: 'Tool slugs exactly as COMPOSIO_SEARCH_TOOLS returned them.',
        examples: [['GITHUB_CREATE_AN_ISSUE']],
      },
      include: {
        type: 'array',
        items: { type: 'string', enum: ['input_schema', 'output_schema'] },
        description: 'Which schemas to return; input_schema alone unless said.',
      },
      session_id: sessionId,
    },
    ['tool_slugs'],
  ),
  COMPOSIO_MANAGE_CONNECTIONS: metaTool(
    'COMPOSIO_MANAGE_CONNECTIONS',
    'Manage connections',
    'Checks whether the user’s accounts are connected, and makes a link for each that is not; lists, adds, renames and removes accounts. Show the link to the user as it is and wait until they say that they are done; the credentials never pass through you.',
    ['openWorldHint'],
    {
      toolkits: connectionItems,
      reinitiate_all: {
        type: 'boolean',
        description: 'true makes a new link even where an account is connected, to connect it again.',
      },
      session_id: sessionId,
    },
    ['toolkits'],
  ),
  COMPOSIO_WAIT_FOR_CONNECTIONS: metaTool(
    'COMPOSIO_WAIT_FOR_CONNECTIONS',
    'Wait for connections',
    'Waits until the user has connected the accounts, for up to a minute. Call it after you have shown the links of COMPOSIO_MANAGE_CONNECTIONS.',
    ['readOnlyHint'],
    {
      toolkits: toolkitSlugs,
      mode: {
        type: 'string',
        enum: ['any', 'all'],
        description: 'Return when one account is connected, or when all are (the default).',
      },
      session_id: sessionId,
    },
    ['toolkits'],
  ),
  COMPOSIO_MULTI_EXECUTE_TOOL: metaTool(
    'COMPOSIO_MULTI_EXECUTE_TOOL',
    'Execute tools',
    'Runs up to 50 tools at the same time with the user’s accounts. Only put tools together that do not depend on each other’s results. Arguments must follow each tool’s input schema.',
    ['openWorldHint'],
    {
      tools: {
        type: 'array',
        minItems: 1,
        maxItems: mostParallelTools,
        description: 'The calls to make.',
        items: {
          type: 'object',
          properties: {
            tool_slug: { type: 'string', description: 'Slug from COMPOSIO_SEARCH_TOOLS.' },
            arguments: {
              type: 'object',
              description: 'Arguments by the tool’s input schema.',
              properties: {},
            },
            account: {
              type: 'string',
              description: 'Which of the user’s accounts to use: its id or alias. Leave out for the default.',
            },
            select: {
              type: 'string',
              description:
                'JSONPath into the result’s data, to get only what you need: $.items[*].title. Leave out for all of it.',
            },
            max_tokens: {
              type: 'integer',
              minimum: 50,
              description:
                'About how large the result may be. The rest is kept in a file that data.trimmed names.',
            },
          },
          required: ['tool_slug', 'arguments'],
        },
      },
      thought: { type: 'string', description: 'Why these calls, in a sentence.' },
      sync_response_to_workbench: {
        type: 'boolean',
        description:
          'true also keeps the results as a file for COMPOSIO_REMOTE_WORKBENCH. Say so when they may be large; results too large to show are kept in any case.',
      },
      session_id: sessionId,
      current_step: { type: 'string', description: 'Name of the step of your plan.' },
      current_step_metric: { type: 'string', description: 'Progress of the step, such as "3/10 items".' },
      memory: {
        type: 'object',
        description:
          'Facts worth keeping for this task, as lists of sentences by app, such as ids that you looked up; COMPOSIO_SEARCH_TOOLS brings them back.',
        additionalProperties: { type: 'array', items: { type: 'string' } },
        properties: {},
      },
    },
    ['tools'],
  ),
  COMPOSIO_REMOTE_WORKBENCH: workbenchTool('COMPOSIO_REMOTE_WORKBENCH'),
  COMPOSIO_REMOTE_BASH_TOOL: workbenchTool('COMPOSIO_REMOTE_BASH_TOOL'),
  COMPOSIO_UPSERT_RECIPE: workbenchTool('COMPOSIO_UPSERT_RECIPE'),
  COMPOSIO_GET_RECIPE: workbenchTool('COMPOSIO_GET_RECIPE'),
}

function workbenchTool(slug: WorkbenchToolSlug): CatalogTool {
  const { name, description, tags, properties, required } = workbenchDefinitions[slug]
  return metaTool(slug, name, description, tags, properties, required)
}

/** Whether a slug names a meta tool. */
export function isMetaTool(slug: string): slug is MetaToolSlug {
  return Object.hasOwn(metaTools, slug)
}

/** Whether a session may run this meta tool: all that it shows, and recipes where there is a workbench. */
export function allowsMetaTool(config: SessionConfig, slug: MetaToolSlug): boolean {
  if (slug === 'COMPOSIO_UPSERT_RECIPE' || slug === 'COMPOSIO_GET_RECIPE') return config.workbench.enable
  return sessionMetaTools(config).some((tool) => tool.slug === slug)
}

/** The meta tools that a session shows its agent. */
export function sessionMetaTools({
  search,
  execute,
  manage_connections: manage,
  workbench,
}: SessionConfig): CatalogTool[] {
  const shown: Record<MetaToolSlug, boolean> = {
    COMPOSIO_SEARCH_TOOLS: search.enable,
    COMPOSIO_GET_TOOL_SCHEMAS: search.enable,
    COMPOSIO_MANAGE_CONNECTIONS: manage.enabled,
    COMPOSIO_WAIT_FOR_CONNECTIONS: manage.enabled && manage.enable_wait_for_connections,
    COMPOSIO_MULTI_EXECUTE_TOOL: execute.enable_multi_execute,
    COMPOSIO_REMOTE_WORKBENCH: workbench.enable,
    COMPOSIO_REMOTE_BASH_TOOL: workbench.enable,
    // Left out of the model's context; open to whoever asks for them by name.
    COMPOSIO_UPSERT_RECIPE: false,
    COMPOSIO_GET_RECIPE: false,
  }
  return metaToolSlugs.filter((slug) => shown[slug]).map((slug) => metaTools[slug])
}
