/** Properties that several Docs tools share. */

export const documentId = {
  type: 'string',
  minLength: 1,
  description: 'Id of the document: the part of its link after /d/, or from GOOGLEDOCS_SEARCH_DOCUMENTS.',
}
