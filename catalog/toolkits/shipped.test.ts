import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import { expect, test } from 'vitest'
import type { HttpExec, Tool } from '../src/manifest/manifest.ts'
import { pathPlaceholders } from '../src/manifest/parse-manifest.ts'
import { compileShipped, shippedSlugs } from '../src/build/compile-shipped.ts'
import { contentHash } from '../src/store/content-hash.ts'
import { lockedVersion, readVersions } from '../src/store/versions.ts'
import { readKnownSlugs } from './github/load.ts'

// Compiled once: parseManifest has already held every tool against the dialect and the cross rules.
const shipped = new Map(shippedSlugs().map((slug) => [slug, compileShipped(slug)]))
const toolkits = [...shipped.values()].map(({ toolkit }) => toolkit)
const tools = toolkits.flatMap((toolkit) => toolkit.tools)

const find = (slug: string): Tool => {
  const tool = tools.find((candidate) => candidate.slug === slug || candidate.aliases.includes(slug))
  if (!tool) throw new Error(`there is no tool ${slug}`)
  return tool
}

const inputsOf = (slug: string) => Object.keys(find(slug).input.properties)
const requiredOf = ({ input }: Tool): string[] => (input['required'] ?? []) as string[]

test.each(shippedSlugs())('the committed version of %s is that of its content', (slug) => {
  const entry = shipped.get(slug)
  expect(entry && lockedVersion(readVersions(), slug, contentHash(entry.toolkit)).version).toMatch(
    /^\d{8}_\d{2}$/,
  )
})

/** Providers whose authorization request has no scopes: the app's own settings decide. */
const scopeless = new Set(['canvas', 'clickup', 'intercom', 'notion', 'mailchimp', 'pipedrive', 'zoom'])

test('every toolkit says how to connect, what it is and where its picture is', () => {
  for (const toolkit of toolkits) {
    expect(toolkit.logo).toMatch(/^https:\/\//)
    expect(toolkit.http.base_url).toMatch(/^https:\/\//)
    expect(toolkit.categories.length).toBeGreaterThan(0)
    for (const { mode, inject, oauth2, connected_account_fields: fields } of toolkit.auth) {
      if (mode === 'NO_AUTH') continue
      expect(Object.values({ ...inject.headers, ...inject.query }).join()).toContain('{{conn.')
      if (mode === 'OAUTH2') expect(oauth2?.default_scopes.length === 0).toBe(scopeless.has(toolkit.slug))
      else if (mode !== 'OAUTH1') expect(fields.some(({ secret }) => secret)).toBe(true)
    }
  }
})

test('a scope that brings the refresh token is asked for whatever tools a connection is made for', () => {
  for (const toolkit of toolkits) {
    for (const { oauth2 } of toolkit.auth) {
      const offline = oauth2?.default_scopes.filter((scope) =>
        /^(offline[._]access|refresh_token)$/.test(scope),
      )
      expect(oauth2?.always_scopes ?? [], toolkit.slug).toEqual(expect.arrayContaining(offline ?? []))
    }
  }
})

test('where scopes have words, each that is asked for by default has some', () => {
  const silent = toolkits.flatMap(({ slug, auth }) =>
    auth.flatMap(({ oauth2 }) =>
      oauth2?.scope_words
        ? oauth2.default_scopes
            .filter((scope) => !oauth2.scope_words?.[scope])
            .map((scope) => `${slug} ${scope}`)
        : [],
    ),
  )
  expect(silent).toStrictEqual([])
})

test('every toolkit marks its important tools', () => {
  for (const toolkit of toolkits) {
    expect(toolkit.tools.filter(({ important }) => important).length, toolkit.slug).toBeGreaterThan(2)
  }
})

const httpTools = tools.flatMap((tool) => (tool.exec.kind === 'http' ? [{ tool, exec: tool.exec }] : []))

/** Fills the path and gathers the rest, as a request would. */
function sketchRequest(exec: HttpExec, args: ReadonlyMap<string, string>) {
  let path = exec.path
  const placed = new Set<string>()
  for (const { name, in: place, wire } of exec.parameters) {
    if (!args.has(name)) continue
    placed.add(name)
    if (place === 'path') path = path.replaceAll(`{${wire ?? name}}`, args.get(name) ?? '')
  }
  return { path, placed }
}

test('required arguments and defaults are enough to build every request', () => {
  for (const { tool, exec } of httpTools) {
    const required = requiredOf(tool)
    const defaults = Object.keys(tool.input.properties).filter(
      (name) => tool.input.properties[name]?.['default'] !== undefined,
    )
    const args = new Map([...required, ...defaults].map((name) => [name, 'x']))
    const { path, placed } = sketchRequest(exec, args)
    expect(pathPlaceholders(path), tool.slug).toStrictEqual([])
    for (const name of required) expect(placed, tool.slug).toContain(name)
  }
})

test('every argument goes somewhere in the request', () => {
  for (const { tool, exec } of httpTools) {
    const sent = new Set(exec.parameters.map(({ name }) => name))
    expect(
      Object.keys(tool.input.properties).filter((name) => !sent.has(name)),
      tool.slug,
    ).toStrictEqual([])
  }
})

test('two arguments never share a place in the request', () => {
  for (const { tool, exec } of httpTools) {
    const places = exec.parameters.map(({ name, in: place, wire }) => `${place} ${wire ?? name}`)
    expect(new Set(places).size, tool.slug).toBe(places.length)
  }
})

// Compiling makes code of each schema, which takes long for thousands: a sample stands for all.
test('input schemas are JSON Schema, and compile: one in twenty of them', () => {
  const ajv = new Ajv({ strict: false, logger: false })
  formats.default(ajv)
  for (const tool of tools) expect(ajv.validateSchema(tool.input), tool.slug).toBe(true)
  const sample = tools.filter((_tool, index) => index % 20 === 0)
  for (const tool of sample) expect(() => ajv.compile(tool.input), tool.slug).not.toThrow()
})

test('schemas are small enough for models', () => {
  const sizes = tools.map(({ input }) => JSON.stringify(input).length).toSorted((a, b) => a - b)
  expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThan(600)
  expect(sizes.at(-1)).toBeLessThan(12_000)
  for (const tool of tools) expect(JSON.stringify(tool.output).length, tool.slug).toBeLessThan(6_000)
})

test('no description carries markup or a bare link', () => {
  for (const { slug, description } of tools) {
    expect(description, slug).not.toMatch(/\]\(|<\/?[a-z]+>|\*\*/)
    expect(description.length, slug).toBeLessThan(700)
  }
})

test('names in use for GitHub tools resolve', () => {
  const names = new Set(
    (shipped.get('github')?.toolkit.tools ?? []).flatMap((tool) => [tool.slug, ...tool.aliases]),
  )
  const known = [...readKnownSlugs()]
  expect(known.filter((slug) => names.has(slug)).length).toBeGreaterThanOrEqual(838)
  expect(shipped.get('github')?.dropped).toStrictEqual([])
})

test.each([
  ['GITHUB_CREATE_AN_ISSUE', ['owner', 'repo', 'title', 'body', 'labels', 'assignees', 'milestone']],
  ['GITHUB_LIST_REPOSITORY_ISSUES', ['owner', 'repo', 'state', 'labels', 'assignee', 'per_page', 'page']],
  ['GITHUB_CREATE_A_PULL_REQUEST', ['owner', 'repo', 'title', 'head', 'base', 'body', 'draft']],
  ['GITHUB_CREATE_OR_UPDATE_FILE_CONTENTS', ['owner', 'repo', 'path', 'message', 'content', 'sha', 'branch']],
  ['GITHUB_ADD_LABELS_TO_AN_ISSUE', ['owner', 'repo', 'issue_number', 'labels']],
  ['GITHUB_SEARCH_REPOSITORIES', ['q', 'sort', 'order', 'per_page', 'page']],
  ['GITHUB_STAR_A_REPOSITORY_FOR_THE_AUTHENTICATED_USER', ['owner', 'repo']],
  ['GMAIL_SEND_EMAIL', ['recipient_email', 'subject', 'body', 'cc', 'bcc', 'is_html', 'user_id']],
  ['GMAIL_FETCH_EMAILS', ['query', 'max_results', 'label_ids', 'page_token', 'include_payload', 'user_id']],
  [
    'GOOGLECALENDAR_CREATE_EVENT',
    [
      'calendar_id',
      'summary',
      'start_datetime',
      'timezone',
      'event_duration_hour',
      'event_duration_minutes',
      'attendees',
      'description',
      'location',
    ],
  ],
  ['SLACK_CHAT_POST_MESSAGE', ['channel', 'text', 'blocks', 'attachments', 'thread_ts']],
  ['HACKERNEWS_GET_USER', ['username']],
  ['HACKERNEWS_GET_ITEM_WITH_ID', ['item_id']],
  ['RESEND_SEND_EMAIL', ['from', 'to', 'subject', 'html', 'text']],
])('%s takes the arguments that people know', (slug, names) => {
  expect(inputsOf(slug)).toEqual(expect.arrayContaining(names))
})

test('no compiled tool sends what GitHub would assume anyway', () => {
  const github = JSON.stringify((shipped.get('github')?.toolkit.tools ?? []).map(({ input }) => input))
  expect(github).not.toMatch(/"default":/)
})

test('an issue needs owner, repo and title only', () => {
  expect(requiredOf(find('GITHUB_CREATE_AN_ISSUE'))).toStrictEqual(['owner', 'repo', 'title'])
  expect(find('GITHUB_CREATE_AN_ISSUE')).toMatchObject({
    aliases: ['GITHUB_ISSUES_CREATE', 'GITHUB_CREATE_ISSUE'],
    important: true,
    exec: { method: 'POST', path: '/repos/{owner}/{repo}/issues' },
  })
})

test('GitHub scopes are read where the description states them without a condition', () => {
  expect(find('GITHUB_CREATE_AN_ISSUE').scopes).toBeNull()
  const scoped = (shipped.get('github')?.toolkit.tools ?? []).filter(({ scopes }) => scopes !== null)
  expect(scoped.length).toBeGreaterThan(300)
})
