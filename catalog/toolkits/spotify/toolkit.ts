import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { bearerAccessToken, oauthApp } from '../auth.ts'
import { catalogTools } from './catalog.ts'
import { libraryTools } from './library.ts'
import { playerTools } from './player.ts'
import { playlistTools } from './playlists.ts'

export const spotify = {
  manifest: 1,
  slug: 'spotify',
  name: 'Spotify',
  description: 'Search music and podcasts, control playback, and keep playlists and the library of Spotify.',
  logo: 'https://open.spotifycdn.com/cdn/images/icons/Spotify_256.17e41e58.png',
  app_url: 'https://open.spotify.com',
  auth_guide_url: 'https://developer.spotify.com/documentation/web-api/concepts/authorization',
  categories: ['entertainment-&-media'],
  http: {
    base_url: 'https://api.spotify.com/v1',
    error_paths: ['error.message', 'error_description', 'error'],
  },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'spotify_oauth2',
      hint_url: 'https://developer.spotify.com/dashboard',
      auth_config_fields: oauthApp('Spotify app'),
      inject: bearerAccessToken,
      oauth2: {
        authorize_url: 'https://accounts.spotify.com/authorize',
        token_url: 'https://accounts.spotify.com/api/token',
        default_scopes: [
          'user-read-email',
          'user-read-private',
          'user-read-playback-state',
          'user-modify-playback-state',
          'user-read-currently-playing',
          'user-read-recently-played',
          'user-top-read',
          'user-library-read',
          'user-library-modify',
          'user-follow-read',
          'playlist-read-private',
          'playlist-read-collaborative',
          'playlist-modify-private',
          'playlist-modify-public',
        ],
        client_auth: 'basic',
      },
    },
  ],
  current_user: { method: 'GET', path: '/me' },
  tools: [...catalogTools, ...playerTools, ...playlistTools, ...libraryTools],
} satisfies ToolkitInput
