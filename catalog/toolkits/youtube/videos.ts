/** Videos: searching, reading, rating and their captions. */
import { fileInput } from '../../src/manifest/files.ts'
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post } from '../calls.ts'
import { replaces } from '../parameters.ts'
import { id, oneOf, text, texts } from '../schemas.ts'
import { canRead, canUpload, canWrite, needsSsl, page, paging, part, videoId } from './inputs.ts'

const videoTexts = {
  description: text('Text below the video, at most 5,000 bytes.'),
  tags: texts('Tags, at most 500 characters together.'),
  categoryId: text('Id of the category, such as 22 for people or 27 for education.'),
  privacyStatus: oneOf(['private', 'public', 'unlisted'], 'Who can see it.'),
}

export const videoTools = [
  get('YOUTUBE_SEARCH_YOU_TUBE', '/search', {
    name: 'Search YouTube',
    description:
      'Search videos, channels and playlists by words. Costs 100 units of the daily quota of 10,000. Ids are in items[].id.',
    important: true,
    scopes: canRead,
    query: {
      q: id('What to search for; | means or, - excludes a word.'),
      part: part('snippet', 'snippet'),
      type: text('Kinds, separated by commas: video, channel, playlist.', { default: 'video' }),
      order: oneOf(['relevance', 'date', 'viewCount', 'rating', 'title'], 'What comes first.'),
      publishedAfter: text('Only after this time, RFC 3339, such as 2026-01-31T00:00:00Z.'),
      publishedBefore: text('Only before this time, RFC 3339.'),
      channelId: text('Only of this channel, by id.'),
      videoDuration: oneOf(
        ['any', 'short', 'medium', 'long'],
        'short is under 4 minutes, long over 20. Needs type video.',
      ),
      eventType: oneOf(['live', 'upcoming', 'completed'], 'Only broadcasts. Needs type video.'),
      regionCode: text('Only what can be seen in this country, ISO 3166 such as DE.'),
      relevanceLanguage: text('Prefer this language, ISO 639-1 such as de.'),
      safeSearch: oneOf(['none', 'moderate', 'strict'], 'Whether to leave out restricted content.'),
      ...paging(50),
    },
    required: ['q'],
    output: page,
  }),
  get('YOUTUBE_VIDEO_DETAILS', '/videos', {
    name: 'Get video',
    description: 'Read videos by id: title, description, length, counts of views and likes, and status.',
    important: true,
    scopes: canRead,
    query: {
      id: id('Ids of up to 50 videos, separated by commas.'),
      part: part(
        'snippet,contentDetails,statistics',
        'snippet, contentDetails, statistics, status, topicDetails, liveStreamingDetails, player',
      ),
    },
    required: ['id'],
    output: page,
  }),
  get('YOUTUBE_LIST_POPULAR_VIDEOS', '/videos', {
    name: 'List popular videos',
    description: 'List what is popular in a country now.',
    scopes: canRead,
    query: {
      regionCode: text('Country, ISO 3166 such as US.', { default: 'US' }),
      videoCategoryId: text('Only this category, such as 10 for music.'),
      part: part('snippet,statistics', 'snippet, statistics, contentDetails'),
      ...paging(50),
    },
    exec: { query: { chart: 'mostPopular' } },
    output: page,
  }),
  post('YOUTUBE_RATE_VIDEO', '/videos/rate', {
    name: 'Rate video',
    description: 'Like or dislike a video as the connected account, or take the rating back.',
    scopes: canWrite,
    query: { id: videoId, rating: oneOf(['like', 'dislike', 'none'], 'none takes it back.') },
    required: ['id', 'rating'],
  }),
  get('YOUTUBE_LIST_CAPTION_TRACK', '/captions', {
    name: 'List caption tracks',
    description: 'List the caption tracks of a video with their languages, without the text.',
    scopes: needsSsl,
    query: { videoId, part: part('snippet', 'id, snippet') },
    required: ['videoId'],
    output: page,
  }),
  get('YOUTUBE_LOAD_CAPTIONS', '/captions/{id}', {
    name: 'Download captions',
    description: 'Read the text of a caption track. Only for videos that the connected account may edit.',
    scopes: needsSsl,
    path: { id: id('Id of the caption track, from YOUTUBE_LIST_CAPTION_TRACK.') },
    query: {
      tfmt: oneOf(['srt', 'vtt', 'sbv', 'ttml', 'scc'], 'Format; that of the track when left out.'),
      tlang: text('Translate into this language, ISO 639-1.'),
    },
  }),
  {
    slug: 'YOUTUBE_UPDATE_VIDEO',
    name: 'Update video',
    description:
      'Change the title, text, tags, category or visibility of a video of the connected account and keep the rest.',
    tags: replaces,
    scopes: canWrite,
    input: {
      type: 'object',
      properties: { videoId, ...videoTexts, title: text('New title, at most 100 characters.') },
      required: ['videoId'],
    },
    exec: { kind: 'builtin', name: 'youtube.update_video' },
  },
  post('YOUTUBE_UPLOAD_VIDEO', 'https://www.googleapis.com/upload/youtube/v3/videos', {
    name: 'Upload video',
    description:
      'Upload a video to the channel of the connected account. Costs 1,600 units of the daily quota.',
    scopes: canUpload,
    body: {
      title: id('Title, at most 100 characters.'),
      ...videoTexts,
      videoFilePath: fileInput('The video.'),
    },
    required: ['title', 'videoFilePath'],
    wire: {
      title: 'snippet.title',
      description: 'snippet.description',
      tags: 'snippet.tags',
      categoryId: 'snippet.categoryId',
      privacyStatus: 'status.privacyStatus',
    },
    exec: { body_type: 'related', query: { uploadType: 'multipart', part: 'snippet,status' } },
  }),
  post('YOUTUBE_UPDATE_THUMBNAIL', 'https://www.googleapis.com/upload/youtube/v3/thumbnails/set', {
    name: 'Set thumbnail',
    description: 'Set the picture of a video of the connected account: JPEG or PNG of at most 2 MB.',
    tags: replaces,
    scopes: canUpload,
    query: { videoId },
    body: { thumbnail: fileInput('The picture.') },
    required: ['videoId', 'thumbnail'],
    exec: { body_type: 'raw' },
  }),
] satisfies ToolkitInput['tools']
