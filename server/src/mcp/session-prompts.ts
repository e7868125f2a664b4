/** The prompts of a session: how an agent is told what it can do. */
import type { GetPromptResult, Prompt } from '@modelcontextprotocol/server'
import { mcpServer } from '../late-packages.ts'
import { assistivePrompt } from '../tool-router/assistive-prompt.ts'
import { listRecipes, type RecipeHead } from '../recipes/recipes.ts'
import type { MetaToolCall } from '../tool-router/meta/meta-tool-call.ts'

const assistive: Prompt = {
  name: 'assistive_prompt',
  title: 'How to work with the tools of this session',
  description: 'Instructions for the agent, made from what this session allows',
  arguments: [
    {
      name: 'timezone',
      description: 'The user’s time zone, as Europe/Lisbon; the prompt then names their local time',
      required: false,
    },
  ],
}

/** The prompts: how to work here, and a run of each recipe that the session's user has. */
export async function listPrompts({ deps, session }: MetaToolCall): Promise<Prompt[]> {
  return [assistive, ...(await listRecipes(deps, session)).map(recipePrompt)]
}

function recipePrompt({ slug, name, description, inputSchema, defaults }: RecipeHead): Prompt {
  const required = new Set(Array.isArray(inputSchema['required']) ? inputSchema['required'] : [])
  return {
    name: slug,
    title: name,
    description,
    arguments: Object.entries(propertiesOf(inputSchema)).map(([input, schema]) => ({
      name: input,
      ...(isObject(schema) &&
        typeof schema['description'] === 'string' && { description: schema['description'] }),
      required: required.has(input) && !Object.hasOwn(defaults, input),
    })),
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

function propertiesOf(schema: Record<string, unknown>): Record<string, unknown> {
  return isObject(schema['properties']) ? schema['properties'] : {}
}

/** @throws {ProtocolError} InvalidParams for a prompt that does not exist. */
export async function sessionPrompt(
  call: MetaToolCall,
  name: string,
  args: Record<string, string> = {},
): Promise<GetPromptResult> {
  const { deps, session } = call
  if (name === assistive.name) {
    const text = await assistivePrompt(deps, session, args['timezone'])
    return says(assistive.description ?? '', text)
  }
  const recipe = (await listRecipes(deps, session)).find(({ slug }) => slug === name)
  if (recipe) {
    const given = JSON.stringify(typed(recipe.inputSchema, args))
    return says(
      recipe.description,
      `Run the tool ${recipe.slug} with these arguments and tell me the result: ${given}`,
    )
  }
  const { ProtocolError, ProtocolErrorCode } = mcpServer()
  throw new ProtocolError(ProtocolErrorCode.InvalidParams, `No prompt ${name.slice(0, 64)}`)
}

const says = (description: string, text: string): GetPromptResult => ({
  description,
  messages: [{ role: 'user', content: { type: 'text', text } }],
})

/** Arguments of prompts are texts; what the recipe takes as something else is read as JSON where it is some. */
function typed(schema: Record<string, unknown>, args: Record<string, string>): Record<string, unknown> {
  const properties = propertiesOf(schema)
  return Object.fromEntries(
    Object.entries(args).map(([name, text]) => {
      const property = properties[name]
      const isText = isObject(property) && property['type'] === 'string'
      return [name, isText ? text : parsed(text)]
    }),
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
