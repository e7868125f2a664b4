/** Compiles GitHub from the description that its vendor publishes on npm. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { compileOpenApi } from '../../src/compile/compile-openapi.ts'
import { isJson, OpenApiError } from '../../src/compile/openapi.ts'
import type { Json } from '../../src/compile/openapi.ts'
import { applyOverlay } from '../../src/compile/overlay.ts'
import type { LoadedToolkit, ToolkitSource } from '../source.ts'
import { overlay } from './overlay.ts'
import { githubScopes } from './scopes.ts'
import { toolkit } from './toolkit.ts'
import { githubTriggers } from './triggers.ts'
import { webhookTriggers } from './webhook-triggers.ts'

/** Sentences that GitHub repeats on hundreds of operations. */
const boilerplate = [
  /This endpoint supports the following custom media types/,
  /OAuth (app )?tokens and personal access tokens/,
  /Creating content too quickly/,
  /This endpoint triggers notifications/,
  /Fine-grained access tokens for /,
  /For more information,? (about|see|on)/,
]

export const github: ToolkitSource = { slug: 'github', load: loadGithub }

function loadGithub(): LoadedToolkit {
  const description = readDescription()
  const { tools, dropped } = compileOpenApi(description, {
    toolkit: toolkit.slug,
    knownSlugs: readKnownSlugs(),
    exactNames: true,
    cutDescriptionAt: boilerplate,
    scopes: githubScopes,
  })
  const own = new Set(githubTriggers.map(({ slug }) => slug))
  const triggers = [...githubTriggers, ...webhookTriggers(description, own)]
  return { manifest: { ...toolkit, triggers, tools: applyOverlay(tools, overlay) }, dropped }
}

function readDescription(): Json {
  const file = createRequire(import.meta.url).resolve('@octokit/openapi/generated/api.github.com.json')
  const document: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (!isJson(document)) throw new OpenApiError('the description of GitHub is not an object')
  return document
}

/** The names of GitHub tools that people have in their code, one a line. */
export function readKnownSlugs(): ReadonlySet<string> {
  const text = readFileSync(new URL('known-slugs.txt', import.meta.url), 'utf8')
  return new Set(text.split('\n').filter(Boolean))
}
