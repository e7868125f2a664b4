/** What is wrong with an answer, whatever was asked. */
import { canary } from './world.ts'

export type Answer = { status: number; contentType: string; text: string }

/**
 * Statuses that the published document names for no operation, or not for all: 400 also where the path alone is
 * faulty, 413 and 415 for a body that is too large or no JSON.
 */
export const deviations: readonly number[] = [400, 413, 415]

/** An API that the request chose and that does not answer is told apart from our own failures by its slug. */
const upstreamSlugs = ['Egress_UpstreamUnreachable', 'Egress_UpstreamTimeout']

const internals =
  /node_modules|\/server\/src|\.ts:\d|\n\s+at |select .* from|insert into|ECONN|ENOTFOUND|pg_|drizzle|ZodError|FST_/i

/** Problems of an answer to an operation that documents `statuses`; none when it is as it should be. */
export function problemsOf(answer: Answer, statuses: readonly number[]): string[] {
  const { status, contentType, text } = answer
  const problems: string[] = []
  if (!contentType.startsWith('application/json')) problems.push(`content-type ${contentType}`)
  if (text.includes(canary)) problems.push('holds something of another project')
  if (![...statuses, ...deviations].includes(status)) problems.push(`${status} is not documented`)
  if (status >= 400) problems.push(...envelopeProblems(answer))
  return problems
}

function envelopeProblems({ status, text }: Answer): string[] {
  const error = parsed(text)?.['error']
  if (typeof error !== 'object' || error === null) return [`no envelope in ${text.slice(0, 200)}`]
  const fields = error as Record<string, unknown>
  const problems: string[] = []
  for (const name of ['message', 'slug', 'request_id', 'suggested_fix']) {
    if (typeof fields[name] !== 'string' || fields[name] === '') problems.push(`no ${name}`)
  }
  if (typeof fields['code'] !== 'number') problems.push('no code')
  if (fields['status'] !== status) problems.push(`status ${String(fields['status'])} in a ${status}`)
  if (status >= 500 && !upstreamSlugs.includes(String(fields['slug']))) problems.push(`a ${status}: ${text}`)
  if (internals.test(String(fields['message']))) problems.push(`tells of our insides: ${text.slice(0, 300)}`)
  return problems
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return undefined
  }
}
