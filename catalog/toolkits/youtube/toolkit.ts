import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { googleAuth } from '../google-auth.ts'
import { channelTools } from './channels.ts'
import { commentTools } from './comments.ts'
import { defaultScopes } from './inputs.ts'
import { playlistTools } from './playlists.ts'
import { videoTools } from './videos.ts'
import { youtubeTriggers } from './triggers.ts'

export const youtube = {
  manifest: 1,
  slug: 'youtube',
  name: 'YouTube',
  description:
    'Search videos and channels, read statistics, captions and comments, and keep playlists on YouTube.',
  logo: 'https://www.gstatic.com/youtube/img/branding/favicon/favicon_144x144_v2.png',
  app_url: 'https://www.youtube.com',
  auth_guide_url: 'https://developers.google.com/youtube/v3/guides/authentication',
  categories: ['entertainment-&-media'],
  aliases: ['yt', 'you tube'],
  http: {
    base_url: 'https://www.googleapis.com/youtube/v3',
    error_paths: ['error.message', 'error_description'],
  },
  auth: googleAuth('youtube', defaultScopes),
  current_user: { method: 'GET', path: '/channels?part=snippet&mine=true' },
  tools: [...videoTools, ...channelTools, ...playlistTools, ...commentTools],
  triggers: youtubeTriggers,
} satisfies ToolkitInput
