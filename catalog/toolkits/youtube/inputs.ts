/** What several YouTube tools share. */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'
import { answer, id, listOf, text, textFields, whole } from '../schemas.ts'

const scope = (name: string) => `https://www.googleapis.com/auth/${name}`
const manage = scope('youtube')
const forceSsl = scope('youtube.force-ssl')

export const canRead: ScopeRequirements = {
  all_of: [{ any_of: [scope('youtube.readonly'), manage, forceSsl] }],
}
export const canWrite: ScopeRequirements = { all_of: [{ any_of: [manage, forceSsl] }] }
/** Comments and captions are served to this scope alone. */
export const needsSsl: ScopeRequirements = { all_of: [forceSsl] }
export const canUpload: ScopeRequirements = {
  all_of: [{ any_of: [scope('youtube.upload'), manage, forceSsl] }],
}

export const defaultScopes = [
  manage,
  forceSsl,
  scope('youtube.upload'),
  scope('userinfo.email'),
  scope('userinfo.profile'),
]

export const part = (fallback: string, choices: string) =>
  text(`Groups of fields to return, separated by commas: ${choices}.`, { default: fallback })

export const paging = (most: number) => ({
  maxResults: whole(`How many to return at most, 1 to ${most}.`, { minimum: 1, maximum: most }),
  pageToken: text('Page to return: nextPageToken of the previous answer.'),
})

export const videoId = id('Id of the video: what follows v= in its address, such as dQw4w9WgXcQ.')
export const channelId = id(
  'Id of the channel, such as UC_x5XG1OV2P6uZZ5FSM9Ttw, from YOUTUBE_GET_CHANNEL_ID_BY_HANDLE or a search.',
)

export const page = answer({
  items: listOf({ ...textFields('kind', 'etag'), id: {}, snippet: { type: 'object' } }),
  pageInfo: { type: 'object', properties: { totalResults: { type: 'integer' } } },
  ...textFields('nextPageToken', 'prevPageToken'),
})
