/** Which URLs may be told of events. Where a name leads is judged again by egress at each delivery. */
import type { Deps } from '../deps.ts'
import { EgressError } from '../egress/egress.ts'
import { ApiError } from '../http/errors.ts'

/**
 * Checks a webhook URL and returns it normalised.
 * @param ownOrigins origins of this server: an event that comes back as a request would go round for ever
 * @throws {ApiError} WebhookSubscriptionInvalid
 */
export function checkWebhookUrl(
  { egress }: Pick<Deps, 'egress'>,
  text: string,
  ownOrigins: readonly string[],
): string {
  const url = URL.parse(text)
  if (!url) throw refuse('is not a URL')
  if (ownOrigins.some((origin) => URL.parse(origin)?.host === url.host)) {
    throw refuse('leads back to this server')
  }
  try {
    egress.checkUrl(url.href)
  } catch (error) {
    if (!(error instanceof EgressError)) throw error
    throw refuse(error.message)
  }
  return url.href
}

function refuse(problem: string): ApiError {
  const line = `webhook_url: ${problem}`
  return new ApiError('WebhookSubscriptionInvalid', `Invalid body: ${line}`, {
    errors: [line],
    suggestedFix:
      'Give an https URL that can be reached from here; the operator allows private addresses by name (egress.allow_private).',
  })
}
