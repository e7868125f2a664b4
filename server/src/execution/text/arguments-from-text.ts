/**
 * Step "read text": `text` of a call as arguments. The language model of the environment reads it; where there is
 * none, or it fails, what is simple is read here. A text that is not understood whole is refused, never guessed at.
 */
import type { CatalogTool } from '@patchbay/catalog'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../http/errors.ts'
import { LlmError } from '../../llm/llm.ts'
import { validateArguments } from '../arguments/validate-arguments.ts'
import type { Bag } from '../request/outgoing-request.ts'
import { askModel, type FreeText } from './ask-model.ts'
import { readText } from './read-text.ts'

type TextDeps = Pick<Deps, 'llm' | 'clock' | 'log'>

/**
 * Valid arguments for the tool.
 * @throws {ApiError} TextNotUnderstood with a line for each argument that is missing or wrong; RateLimited when the
 * model is asked too often and the text is not simple.
 */
export async function argumentsFromText(deps: TextDeps, tool: CatalogTool, free: FreeText): Promise<Bag> {
  const { llm } = deps
  if (!llm)
    return readSimple(deps, tool, free, 'this server has no language model and reads only simple texts')
  try {
    return await askModel(llm, tool, free, deps.clock.now())
  } catch (error) {
    if (error instanceof ApiError) throw notUnderstood(tool, error.options.errors ?? [error.message], '')
    if (!(error instanceof LlmError)) throw error
    deps.log.warn({ tool: tool.slug }, error.message)
    return readWithout(deps, tool, free, error)
  }
}

function readWithout(
  deps: TextDeps,
  tool: CatalogTool,
  free: FreeText,
  { isBusy, retryAfter }: LlmError,
): Bag {
  const why = isBusy ? 'the language model is asked too often' : 'the language model did not answer'
  try {
    return readSimple(deps, tool, free, why)
  } catch (error) {
    if (!isBusy) throw error
    const headers = { 'retry-after': /^\d{1,6}$/.test(retryAfter ?? '') ? `${retryAfter}` : '10' }
    throw new ApiError('RateLimited', 'The language model that reads texts is asked too often', { headers })
  }
}

function readSimple({ clock }: TextDeps, tool: CatalogTool, { text }: FreeText, why: string): Bag {
  const { args, missing, unread } = readText(tool, text, clock.now())
  const lines = missing.map((name) => `${name}: is required and not in the text`)
  if (unread.length > 0) lines.push(`text: not understood: ${unread.join(', ')}`)
  if (lines.length > 0) throw notUnderstood(tool, lines, why)
  try {
    return validateArguments(tool, args).args
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    throw notUnderstood(tool, error.options.errors ?? [error.message], why)
  }
}

function notUnderstood({ slug, input }: CatalogTool, lines: readonly string[], why: string): ApiError {
  const { required } = input as { required?: unknown }
  const names = Array.isArray(required) && required.length > 0 ? required : ['name']
  const form = names
    .slice(0, 4)
    .map((name) => `${name}: …`)
    .join('; ')
  const because = why === '' ? '' : ` (${why})`
  return new ApiError(
    'TextNotUnderstood',
    `The text does not give the arguments of ${slug}${because}: ${lines.join('; ')}`,
    {
      errors: [...lines],
      suggestedFix: `Write "${form}", or send arguments instead of text; the tool’s input_parameters say which.`,
    },
  )
}
