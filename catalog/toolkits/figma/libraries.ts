/** Components, styles and variables. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post } from '../calls.ts'
import { answer, anything, id, several } from '../schemas.ts'
import { all, cursors, fileKey, orOld, teamId } from './inputs.ts'

const meta = answer({ meta: anything })
const inFiles = orOld('library_content:read')
const inTeams = orOld('team_library_content:read')
const assets = orOld('library_assets:read')
const key = (what: string) => id(`Key of the ${what}, from FIGMA_GET_FILE_JSON or a list of a library.`)
const changes = (what: string) =>
  several(
    anything,
    `Changes of ${what}: {"action": "CREATE", "id": "…"} with fields; UPDATE or DELETE likewise.`,
  )

/** The three kinds of published things are listed and read in the same way. */
const published = [
  ['COMPONENTS', 'components', 'components'],
  ['COMPONENT_SETS', 'component_sets', 'component sets'],
  ['STYLES', 'styles', 'styles'],
] as const

const lists = published.flatMap(([slug, path, what]) => [
  get(`FIGMA_GET_FILE_${slug}`, `/v1/files/{file_key}/${path}`, {
    name: `List ${what} of file`,
    description: `List the published ${what} of a library file. A branch has none of its own.`,
    scopes: inFiles,
    path: { file_key: fileKey },
    output: meta,
  }),
  get(`FIGMA_GET_TEAM_${slug}`, `/v1/teams/{team_id}/${path}`, {
    name: `List ${what} of team`,
    description: `List the ${what} that a team has published, page by page.`,
    scopes: inTeams,
    path: { team_id: teamId },
    query: cursors,
    output: meta,
  }),
])

export const libraryTools = [
  ...lists,
  get('FIGMA_GET_COMPONENT', '/v1/components/{key}', {
    name: 'Get component',
    description: 'Read facts about one published component.',
    scopes: assets,
    path: { key: key('component') },
    output: meta,
  }),
  get('FIGMA_GET_COMPONENT_SET', '/v1/component_sets/{key}', {
    name: 'Get component set',
    description: 'Read facts about one published component set.',
    scopes: assets,
    path: { key: key('component set') },
    output: meta,
  }),
  get('FIGMA_GET_STYLE', '/v1/styles/{key}', {
    name: 'Get style',
    description: 'Read facts about one published style.',
    scopes: assets,
    path: { key: key('style') },
    output: meta,
  }),
  get('FIGMA_GET_LOCAL_VARIABLES', '/v1/files/{file_key}/variables/local', {
    name: 'List variables of file',
    description:
      'List the variables and collections of a file, those used from libraries included. Needs the Enterprise plan.',
    scopes: all('file_variables:read'),
    path: { file_key: fileKey },
    output: meta,
  }),
  get('FIGMA_GET_PUBLISHED_VARIABLES', '/v1/files/{file_key}/variables/published', {
    name: 'List published variables',
    description: 'List the variables that a file has published. Needs the Enterprise plan.',
    scopes: all('file_variables:read'),
    path: { file_key: fileKey },
    output: meta,
  }),
  post('FIGMA_CREATE_MODIFY_DELETE_VARIABLES', '/v1/files/{file_key}/variables', {
    name: 'Change variables',
    description:
      'Create, change and delete variables, collections, modes and values at once. Needs the Enterprise plan.',
    tags: ['openWorldHint', 'destructiveHint'],
    scopes: all('file_variables:write'),
    path: { file_key: fileKey },
    body: {
      variableCollections: changes('collections'),
      variableModes: changes('modes'),
      variables: changes('variables'),
      variableModeValues: several(anything, 'Values: {"variableId": "…", "modeId": "…", "value": …}.'),
    },
    output: meta,
  }),
] satisfies ToolkitInput['tools']
