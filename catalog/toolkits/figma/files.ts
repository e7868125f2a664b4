/** Files, their versions and images, and the projects they are in. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get } from '../calls.ts'
import { answer, anything, flag, id, listOf, oneOf, text, textFields } from '../schemas.ts'
import { all, depth, fileKey, nodeIds, orOld, teamId, version } from './inputs.ts'

export const fileTools = [
  get('FIGMA_GET_FILE_JSON', '/v1/files/{file_key}', {
    name: 'Get file',
    description:
      'Read a design file as a tree of nodes. Files are large: give depth 1 or 2 first, then ids of single nodes.',
    important: true,
    scopes: orOld('file_content:read'),
    path: { file_key: fileKey },
    query: {
      depth,
      ids: text('Only these nodes with what is above and below them, by id, separated by commas.'),
      version,
      geometry: oneOf(['paths'], 'Return vector shapes.'),
      branch_data: flag('Return the branches.'),
    },
    output: answer({
      ...textFields('name', 'lastModified', 'version'),
      document: anything,
      components: anything,
    }),
  }),
  get('FIGMA_GET_FILE_NODES', '/v1/files/{file_key}/nodes', {
    name: 'Get nodes of file',
    description: 'Read single nodes of a file with what is below them.',
    important: true,
    scopes: orOld('file_content:read'),
    path: { file_key: fileKey },
    query: { ids: nodeIds('Ids of the nodes'), depth, version },
    required: ['ids'],
    output: answer({ ...textFields('name', 'lastModified'), nodes: anything }),
  }),
  get('FIGMA_GET_FILE_METADATA', '/v1/files/{file_key}/meta', {
    name: 'Get facts about file',
    description: 'Read the name, folder, owner and last change of a file, without its content.',
    scopes: orOld('file_metadata:read'),
    path: { file_key: fileKey },
    output: answer({ file: anything }),
  }),
  get('FIGMA_RENDER_IMAGES_OF_FILE_NODES', '/v1/images/{file_key}', {
    name: 'Render images',
    description: 'Render nodes of a file as pictures. The answer has an address for each, good for 30 days.',
    important: true,
    scopes: orOld('file_content:read'),
    path: { file_key: fileKey },
    query: {
      ids: nodeIds('Ids of the nodes'),
      format: oneOf(['png', 'jpg', 'svg', 'pdf'], 'Kind of picture.', { default: 'png' }),
      scale: { type: 'number', minimum: 0.01, maximum: 4, description: 'Size: 2 is twice as large.' },
      version,
      svg_include_id: flag('Put names of layers into an SVG.'),
      contents_only: flag('Leave out what lies over the node; true when left out.'),
    },
    required: ['ids'],
    output: answer({ images: { type: 'object', additionalProperties: true } }),
  }),
  get('FIGMA_GET_IMAGE_FILLS', '/v1/files/{file_key}/images', {
    name: 'List pictures of file',
    description: 'List the addresses of the pictures that people have put into a file, good for 14 days.',
    scopes: orOld('file_content:read'),
    path: { file_key: fileKey },
    output: answer({ meta: anything }),
  }),
  get('FIGMA_GET_VERSIONS_OF_A_FILE', '/v1/files/{file_key}/versions', {
    name: 'List versions of file',
    description: 'List the versions of a file, newest first.',
    scopes: orOld('file_versions:read'),
    path: { file_key: fileKey },
    query: { page_size: { type: 'integer', minimum: 1, maximum: 50, description: 'How many at most.' } },
    output: answer({ versions: listOf(textFields('id', 'created_at', 'label')) }),
  }),
  get('FIGMA_GET_PROJECTS_IN_A_TEAM', '/v1/teams/{team_id}/projects', {
    name: 'List projects of team',
    description: 'List the projects of a team with their ids.',
    important: true,
    scopes: orOld('projects:read'),
    path: { team_id: teamId },
    output: answer({ projects: listOf(textFields('id', 'name')) }),
  }),
  get('FIGMA_GET_FILES_IN_A_PROJECT', '/v1/projects/{project_id}/files', {
    name: 'List files of project',
    description: 'List the files of a project with their keys.',
    important: true,
    scopes: orOld('projects:read'),
    path: { project_id: id('Id of the project, from FIGMA_GET_PROJECTS_IN_A_TEAM.') },
    query: { branch_data: flag('Return the branches.') },
    output: answer({ files: listOf(textFields('key', 'name', 'last_modified')) }),
  }),
  get('FIGMA_GET_CURRENT_USER', '/v1/me', {
    aliases: ['FIGMA_GET_ME'],
    name: 'Get me',
    description: 'Say who is connected.',
    important: true,
    scopes: all('current_user:read'),
    output: answer(textFields('id', 'handle', 'email', 'img_url')),
  }),
] satisfies ToolkitInput['tools']
