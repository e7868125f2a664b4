/** Properties that several Drive tools share. */

export const fileId = {
  type: 'string',
  minLength: 1,
  description: 'Id of the file or folder, from GOOGLEDRIVE_FIND_FILE or out of its link.',
}

export const commentId = {
  type: 'string',
  minLength: 1,
  description: 'Id of the comment, from GOOGLEDRIVE_LIST_COMMENTS.',
}

export const pageToken = {
  type: 'string',
  description: 'Start of the next page: nextPageToken of the previous answer.',
}

export const pageSize = (most: number) => ({
  type: 'integer',
  minimum: 1,
  maximum: most,
  description: `How many to return at most, 1 to ${most}.`,
})

export const fields = (fallback?: string) => ({
  type: 'string',
  ...(fallback && { default: fallback }),
  description:
    'What to return, as a Drive field mask: names separated by commas, nested as owners(emailAddress); * for all.',
})

export const supportsAllDrives = {
  type: 'boolean',
  default: true,
  description: 'Whether files in shared drives count too.',
}

export const asAdministrator = {
  type: 'boolean',
  description: 'Act as an administrator of the domain: on all of its shared drives.',
}

export const fileFields =
  'id,name,mimeType,parents,size,createdTime,modifiedTime,webViewLink,owners(displayName,emailAddress),shared,trashed'

export const file = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    name: { type: 'string' },
    mimeType: { type: 'string' },
    parents: { type: 'array', items: { type: 'string' } },
    size: { type: 'string', description: 'Bytes, as text; Google files have none.' },
    createdTime: { type: 'string' },
    modifiedTime: { type: 'string' },
    webViewLink: { type: 'string', description: 'Link that opens the file.' },
    owners: { type: 'array', items: { type: 'object', additionalProperties: true } },
    trashed: { type: 'boolean' },
  },
} as const

export const permission = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    type: { type: 'string', description: 'user, group, domain or anyone.' },
    role: { type: 'string' },
    emailAddress: { type: 'string' },
    displayName: { type: 'string' },
  },
} as const
