/** What a person sees when the server is up. */
import { environmentHelp } from '../env.ts'
import type { BootstrapKeys } from '../projects/bootstrap.ts'

/** The text of `--help`. */
export function helpText(): string {
  const rows = environmentHelp.map(([name, meaning]) => `  ${name.padEnd(32)}${meaning}`)
  return [
    'Patchbay: the self-hosted tool platform for AI agents.',
    '',
    'Usage: npm start [-- --help | --version]',
    '',
    'Environment:',
    ...rows,
    '',
  ].join('\n')
}

/** The lines printed once the server listens; the keys only at the first start. */
export function banner(url: string, counts: { toolkits: number; tools: number }, keys: BootstrapKeys | undefined): string {
  const lines = [`Patchbay is listening on ${url}`, `  ${counts.toolkits} toolkits, ${counts.tools} tools`]
  if (keys) {
    lines.push(
      '',
      'These keys are shown once; the server keeps only their hashes.',
      `  project key       ${keys.projectKey}`,
      `  organisation key  ${keys.organizationKey}`,
      `  user key          ${keys.userKey}`,
    )
  }
  lines.push(
    '',
    'Try it:',
    `  curl -H "x-api-key: ${keys?.projectKey ?? '$PATCHBAY_API_KEY'}" "${url}/api/v3.1/tools?query=latest+hacker+news+posts&limit=3"`,
    `  curl -H "x-api-key: ${keys?.projectKey ?? '$PATCHBAY_API_KEY'}" -H "content-type: application/json" -d '{"user_id":"me"}' ${url}/api/v3.1/tool_router/session`,
    `  new Composio({ apiKey, baseURL: '${url}' })   // the official SDK, unmodified`,
    '',
  )
  return lines.join('\n')
}
