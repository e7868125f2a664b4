/** The result of a call that may have had its effect, whose answer was lost. */
import type { CatalogTool } from '@patchbay/catalog'
import { verifyingTool, type Toolkits } from './effects/verifying-tool.ts'
import type { FailureNote } from './failure-note.ts'
import type { ShapedResult } from './response/shape-result.ts'

/** Says what happened, and how to find out before anything is repeated. */
export function unknownOutcome(deps: Toolkits, tool: CatalogTool, reason: string): ShapedResult {
  const verify = verifyingTool(deps, tool)
  const how = verify === undefined ? 'the provider' : verify
  const fix = `Check with ${how} whether ${tool.slug} took effect; repeat it only if it did not, and with a new Idempotency-Key if you sent one.`
  const failure: FailureNote = {
    kind: 'outcome_unknown',
    retryable: false,
    retry_after: null,
    provider_status: null,
    provider_message: null,
    suggested_fix: fix,
    ...(verify !== undefined && { verify_with: verify }),
  }
  const what = reason.replace(/\.?$/, '.')
  return {
    data: { failure },
    error: `outcome_unknown: ${what} It may have taken effect. ${fix}`,
    successful: false,
  }
}
