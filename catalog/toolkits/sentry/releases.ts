/** Releases and deploys. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, inPath, inQuery, reads, writes } from '../parameters.ts'
import { anything, cursor, items, org, releases, text } from './inputs.ts'

const release = {
  version: text,
  shortVersion: text,
  ref: { type: ['string', 'null'] },
  url: { type: ['string', 'null'] },
  dateCreated: text,
  dateReleased: { type: ['string', 'null'] },
  newGroups: { type: 'integer', description: 'How many issues are new in it.' },
  projects: { type: 'array', items: anything },
}

const version = {
  type: 'string',
  minLength: 1,
  description: 'Version of the release, as in SENTRY_LIST_ORGANIZATION_RELEASES.',
}

const moment = (description: string) => ({ type: 'string', format: 'date-time', description })

const createInput = {
  version: { type: 'string', minLength: 1, description: 'Name of the release, unique in the organization.' },
  projects: { type: 'array', minItems: 1, items: { type: 'string' }, description: 'Slugs of its projects.' },
  ref: { type: 'string', description: 'Commit that it was built from.' },
  url: { type: 'string', description: 'Where to read about it.' },
  dateReleased: moment('When it went live.'),
  commits: {
    type: 'array',
    items: { type: 'object', properties: { id: { type: 'string' } }, additionalProperties: true },
    description: 'Commits that are new in it.',
  },
  refs: {
    type: 'array',
    items: {
      type: 'object',
      properties: {
        repository: { type: 'string' },
        commit: { type: 'string' },
        previousCommit: { type: 'string' },
      },
      required: ['repository', 'commit'],
    },
    description: 'Last commit in each repository; Sentry finds the others.',
  },
}

const deployInput = {
  environment: { type: 'string', minLength: 1, description: 'Where to.', examples: ['production'] },
  name: { type: 'string', description: 'Name of the deploy.' },
  url: { type: 'string', description: 'Where to see it.' },
  projects: {
    type: 'array',
    items: { type: 'string' },
    description: 'Slugs of the projects that were deployed.',
  },
  dateStarted: moment('When it began.'),
  dateFinished: moment('When it ended; now if left out.'),
}

export const releaseTools = [
  {
    slug: 'SENTRY_LIST_ORGANIZATION_RELEASES',
    name: 'List releases',
    description: 'List the releases of an organization, newest first.',
    tags: reads,
    scopes: releases,
    input: {
      type: 'object',
      properties: {
        organization_id_or_slug: org,
        query: { type: 'string', description: 'Versions that start with this text.' },
        cursor,
      },
      required: ['organization_id_or_slug'],
    },
    output: items(release),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/organizations/{organization_id_or_slug}/releases/',
      parameters: [...inPath('organization_id_or_slug'), ...inQuery('query', 'cursor')],
    },
  },
  {
    slug: 'SENTRY_GET_ORGANIZATION_RELEASE_VERSION',
    name: 'Get release',
    description: 'Read one release: when it went out and how many issues are new in it.',
    tags: reads,
    scopes: releases,
    input: {
      type: 'object',
      properties: { organization_id_or_slug: org, version },
      required: ['organization_id_or_slug', 'version'],
    },
    output: { type: 'object', properties: release },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/organizations/{organization_id_or_slug}/releases/{version}/',
      parameters: inPath('organization_id_or_slug', 'version'),
    },
  },
  {
    slug: 'SENTRY_CREATE_RELEASE_FOR_ORGANIZATION',
    name: 'Create release',
    description: 'Announce a release, so that issues can be tied to it.',
    tags: writes,
    scopes: releases,
    input: {
      type: 'object',
      properties: { organization_id_or_slug: org, ...createInput },
      required: ['organization_id_or_slug', 'version', 'projects'],
    },
    output: { type: 'object', properties: release },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/organizations/{organization_id_or_slug}/releases/',
      parameters: [...inPath('organization_id_or_slug'), ...inBody(...Object.keys(createInput))],
    },
  },
  {
    slug: 'SENTRY_CREATE_RELEASE_DEPLOY_FOR_ORG',
    name: 'Create deploy',
    description: 'Say that a release was deployed to an environment.',
    tags: writes,
    scopes: releases,
    input: {
      type: 'object',
      properties: { organization_id_or_slug: org, version, ...deployInput },
      required: ['organization_id_or_slug', 'version', 'environment'],
    },
    output: { type: 'object', properties: { id: text, environment: text, name: text, dateFinished: text } },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/organizations/{organization_id_or_slug}/releases/{version}/deploys/',
      parameters: [...inPath('organization_id_or_slug', 'version'), ...inBody(...Object.keys(deployInput))],
    },
  },
] satisfies ToolkitInput['tools']
