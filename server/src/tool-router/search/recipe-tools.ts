/** The recipes of a session's user among the tools that its search finds. */
import { listRecipes, type RecipeHead } from '../../recipes/recipes.ts'
import type { Deps } from '../../deps.ts'
import { readTool } from '../../tools/tool-store.ts'
import { metaToolkit } from '../meta-tools.ts'
import type { SessionRow } from '../sessions.ts'
import { type CustomSet, type LocalTool, setOf } from './custom-tools.ts'
import { plainText } from './plain-text.ts'

const toolkit = {
  name: 'Recipes',
  description: 'Recipes that this user saved.',
  status: 'Recipes run in the workbench of the session; it is the apps they use that need an account.',
}

/**
 * The tools of the request and the recipes of the user in one set, ready to search. A session without a workbench
 * could not run a recipe, and finds none.
 */
export async function withRecipes(
  deps: Pick<Deps, 'db' | 'catalog'>,
  session: SessionRow,
  customs: CustomSet | undefined,
): Promise<CustomSet | undefined> {
  if (!session.config.workbench.enable) return customs
  const recipes = (await listRecipes(deps, session)).filter(({ slug }) => !readTool(deps.catalog, slug))
  if (recipes.length === 0) return customs
  const versions = recipes.map(({ id, version }) => `${id}.${version}`)
  return setOf([customs?.key ?? '', ...versions].join(' '), () => ({
    tools: [...(customs?.tools.values() ?? []), ...recipes.map(recipeTool)],
    toolkits: new Map([...(customs?.toolkits ?? []), [metaToolkit.slug, toolkit]]),
  }))
}

/** A recipe as a tool: what its defaults fill need not be given. */
export function recipeTool(recipe: RecipeHead): LocalTool {
  const { slug, name, description, inputSchema, outputSchema, defaults } = recipe
  const { required } = inputSchema
  const wanted = Array.isArray(required) ? required.filter((field) => !Object.hasOwn(defaults, field)) : []
  return {
    slug,
    name: plainText(name),
    description: plainText(description),
    input: { properties: {}, ...inputSchema, type: 'object', required: wanted },
    output: { properties: {}, ...outputSchema, type: 'object' },
    toolkit: metaToolkit.slug,
    extendsToolkit: false,
    runsIn: 'workbench',
  }
}
