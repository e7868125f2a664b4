/** Recipes: code for the workbench, saved by a user's agent to be run again as a tool. */
import { and, asc, eq, getTableColumns, or, sql } from '../db/sql.ts'
import { newId } from '../db/ids.ts'
import type { Deps } from '../deps.ts'
import { compile } from '../execution/arguments/validator.ts'
import { ApiError } from '../http/errors.ts'
import { readTool } from '../tools/tool-store.ts'
import { recipes, type RecipeHead, type RecipeRow } from './recipes.table.ts'

export type { RecipeHead, RecipeRow } from './recipes.table.ts'

/** Whose recipes. */
export interface RecipeOwner {
  projectId: string
  userId: string
}

export type RecipeFields = Pick<
  RecipeRow,
  'name' | 'description' | 'code' | 'inputSchema' | 'outputSchema' | 'defaults'
>

/** Most recipes that a user may have. */
const mostRecipes = 200
const longestSlug = 60

/** Whether a slug is to be run as a recipe: a toolkit of the catalog whose tools happen to be called so goes first. */
export function isRecipe({ catalog }: Pick<Deps, 'catalog'>, slug: string): boolean {
  return /^RECIPE_[A-Z0-9_]+$/i.test(slug) && readTool(catalog, slug) === undefined
}

/**
 * Makes a recipe, or changes the one of this id.
 * @throws {ApiError} RecipeInvalid; RecipeNotFound for an id that is not this user's.
 */
export async function upsertRecipe(
  deps: Pick<Deps, 'db' | 'clock'>,
  owner: RecipeOwner,
  id: string | undefined,
  fields: RecipeFields,
): Promise<RecipeRow> {
  checkSchema('input_schema', fields.inputSchema)
  if (fields.outputSchema) checkSchema('output_schema', fields.outputSchema)
  return id === undefined ? createRecipe(deps, owner, fields) : changeRecipe(deps, owner, id, fields)
}

/** @throws {ApiError} RecipeInvalid */
function checkSchema(field: string, schema: Record<string, unknown>): void {
  const problem = problemOf(schema)
  if (problem === undefined) return
  throw new ApiError('RecipeInvalid', `${field}: ${problem}`, { errors: [`${field}: ${problem}`] })
}

function problemOf(schema: Record<string, unknown>): string | undefined {
  if (schema['type'] !== 'object' || typeof schema['properties'] !== 'object')
    return 'must be a JSON schema of type object with properties'
  try {
    compile(schema)
    return undefined
  } catch (error) {
    return `is no valid JSON schema (${error instanceof Error ? error.message.slice(0, 200) : 'unreadable'})`
  }
}

async function createRecipe(
  { db }: Pick<Deps, 'db'>,
  owner: RecipeOwner,
  fields: RecipeFields,
): Promise<RecipeRow> {
  const slug = slugOf(fields.name)
  return db.transaction(async (tx) => {
    const held = await tx.select({ slug: recipes.slug }).from(recipes).where(ownedBy(owner))
    if (held.length >= mostRecipes)
      throw new ApiError('RecipeInvalid', `This user has ${held.length} recipes, the most that there may be`)
    const [row] = await tx
      .insert(recipes)
      .values({ ...owner, ...fields, id: newId('recipe'), slug })
      .onConflictDoNothing()
      .returning()
    if (row) return row
    throw new ApiError('RecipeInvalid', `name: there is a recipe ${slug} already`, {
      errors: [`name: there is a recipe ${slug} already`],
      suggestedFix: 'Give recipe_id to change it (COMPOSIO_GET_RECIPE lists them), or choose another name.',
    })
  })
}

async function changeRecipe(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  owner: RecipeOwner,
  id: string,
  fields: RecipeFields,
): Promise<RecipeRow> {
  const [row] = await db
    .update(recipes)
    .set({ ...fields, version: sql`${recipes.version} + 1`, updatedAt: clock.now() })
    .where(and(ownedBy(owner), or(eq(recipes.id, id), eq(recipes.slug, id.toUpperCase()))))
    .returning()
  return row ?? notFound(id)
}

/**
 * A recipe of this user, by id or slug.
 * @throws {ApiError} RecipeNotFound
 */
export async function findRecipe(
  { db }: Pick<Deps, 'db'>,
  owner: RecipeOwner,
  idOrSlug: string,
): Promise<RecipeRow> {
  const [row] = await db
    .select()
    .from(recipes)
    .where(and(ownedBy(owner), or(eq(recipes.id, idOrSlug), eq(recipes.slug, idOrSlug.toUpperCase()))))
  return row ?? notFound(idOrSlug)
}

/** The recipes of a user without their code, the oldest first. */
export async function listRecipes({ db }: Pick<Deps, 'db'>, owner: RecipeOwner): Promise<RecipeHead[]> {
  const { code: _code, ...columns } = getTableColumns(recipes)
  return db
    .select(columns)
    .from(recipes)
    .where(ownedBy(owner))
    .orderBy(asc(recipes.createdAt), asc(recipes.id))
}

const ownedBy = ({ projectId, userId }: RecipeOwner) =>
  and(eq(recipes.projectId, projectId), eq(recipes.userId, userId))

function notFound(id: string): never {
  throw new ApiError('RecipeNotFound', `Recipe ${id} not found`)
}

/** `Weekly report!` → `RECIPE_WEEKLY_REPORT`. @throws {ApiError} RecipeInvalid for a name without letters. */
function slugOf(name: string): string {
  const words = name
    .normalize('NFKD')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
  if (words === '') {
    const line = 'name: must hold letters or digits'
    throw new ApiError('RecipeInvalid', line, { errors: [line] })
  }
  return `RECIPE_${words}`.slice(0, longestSlug)
}
