/** Schemas of files, as the published SDKs recognise them by their marks. */

/** A file that the caller hands over: a reference to storage, or the bytes themselves. */
export function fileInput(description: string) {
  return {
    type: 'object',
    description,
    file_uploadable: true,
    properties: {
      name: { type: 'string', description: 'File name.' },
      mimetype: { type: 'string', description: 'Media type, for example application/pdf.' },
      s3key: { type: 'string', description: 'Key that the upload of the file returned.' },
      base64: { type: 'string', description: 'The content in base64 instead of s3key, for small files.' },
    },
    required: ['name'],
  }
}

/** A file that a tool returns. */
export function fileOutput(description: string) {
  return {
    type: 'object',
    description,
    file_downloadable: true,
    properties: {
      name: { type: 'string', description: 'File name.' },
      mimetype: { type: 'string', description: 'Media type.' },
      s3url: { type: 'string', description: 'Where to download the file.' },
      base64: { type: 'string', description: 'The content, when the file is small and not in storage.' },
    },
    required: ['name', 'mimetype'],
  }
}
