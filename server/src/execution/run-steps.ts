/** A tool of several calls in a row, whose templates read what earlier ones returned. */
import {
  fillConstants,
  isNamed,
  TemplateError,
  type Step,
  type StepsExec,
  type TemplateScope,
} from '@patchbay/catalog'
import type { Bag } from './request/outgoing-request.ts'
import { isObject } from './request/outgoing-request.ts'
import type { RunResult } from './run-tool.ts'

/** Performs one call of a step. */
export type Perform = (call: Step['call'], scope: TemplateScope) => Promise<RunResult>

/**
 * Runs the steps in order; the first that fails is the result.
 * @param scope fields of the account, with the arguments as `input`.
 */
export async function runSteps(exec: StepsExec, scope: TemplateScope, perform: Perform): Promise<RunResult> {
  const results: Bag = {}
  let last: RunResult = { data: {}, error: null, successful: true }
  for (const step of exec.steps) {
    const known = { ...scope, steps: results }
    if (step.when !== undefined && !isNamed(step.when, known)) continue
    const outcome = await attempt(step.name, () => perform(step.call, known))
    if (!outcome.successful) return outcome
    last = outcome
    results[step.name] = outcome.data
  }
  const { result } = exec
  if (result === undefined) return last
  return attempt('result', async () => {
    const data = fillConstants(result, { ...scope, steps: results })
    return { ...last, data: isObject(data) ? data : {} }
  })
}

/** What an earlier step was expected to find and did not is an outcome, not a fault of the account. */
async function attempt(name: string, run: () => Promise<RunResult>): Promise<RunResult> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof TemplateError) || !error.field?.startsWith('steps.')) throw error
    return {
      data: {},
      error: `Step ${name} needs ${error.field}, which the provider did not return`,
      successful: false,
    }
  }
}
