/**
 * Bodies of Confluence's calls that its client takes as "any object", from the vendor's reference:
 * https://developer.atlassian.com/cloud/confluence/rest/v2/ (read 2026-11-28).
 */
type Schema = Record<string, unknown>

const text = (description: string, more: Schema = {}): Schema => ({ type: 'string', description, ...more })
const texts = (description: string): Schema => ({ type: 'array', items: { type: 'string' }, description })
const object = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
  type: 'object',
  properties,
  ...(required.length > 0 ? { required } : {}),
})

const content = object(
  {
    representation: text('How the value is written.', { enum: ['storage', 'atlas_doc_format', 'wiki'] }),
    value: text('The body, in that representation.'),
  },
  ['representation', 'value'],
)
const version = object(
  {
    number: { type: 'integer', description: 'The number after the current one.' },
    message: text('What was changed.'),
  },
  ['number'],
)
const level = object(
  {
    id: text('Id of the classification level, from CONFLUENCE_GET_LIST_OF_CLASSIFICATION_LEVELS.'),
    status: text('Status of the content.', { enum: ['current', 'draft', 'archived'] }),
  },
  ['id', 'status'],
)
const reset = object({ status: text('Status of the content.', { enum: ['current', 'draft', 'archived'] }) }, [
  'status',
])
const placed = {
  spaceId: text('Id of the space.'),
  title: text('Title.'),
  parentId: text('Id of the content to put it under; the top of the space if left out.'),
}
const status = text('Published or not.', { enum: ['current', 'draft'] })

export const confluenceBodies: Readonly<Record<string, Schema>> = {
  checkAccessByEmail: object({ emails: texts('Addresses to check.') }, ['emails']),
  inviteByEmail: object({ emails: texts('Addresses to invite.') }, ['emails']),
  convertContentIdsToContentTypes: object(
    { contentIds: texts('Ids of pages, blog posts, comments and so on.') },
    ['contentIds'],
  ),
  createBulkUserLookup: object({ accountIds: texts('Account ids of the users.') }, ['accountIds']),
  createDatabase: object(placed, ['spaceId']),
  createFolder: object(placed, ['spaceId']),
  createSmartLink: object({ ...placed, embedUrl: text('Address that the link shows.') }, ['spaceId']),
  createWhiteboard: object(
    {
      ...placed,
      templateKey: text('Key of the template to start from.'),
      locale: text('Language of the template, such as en-US.'),
    },
    ['spaceId'],
  ),
  createSpace: object(
    {
      name: text('Name of the space.'),
      key: text('Key of the space; one is made of the name if left out.'),
      alias: text('What stands in addresses in place of the key.'),
      description: object({
        value: text('What the space is for.'),
        representation: text('Always plain.', { enum: ['plain'] }),
      }),
      createPrivateSpace: { type: 'boolean', description: 'Visible to its creator alone.' },
      templateKey: text('Key of the template to start from.'),
    },
    ['name'],
  ),
  createCustomContent: object(
    {
      type: text('Type of the content, as the app that owns it declares it.'),
      status,
      spaceId: text('Id of the space; one of spaceId, pageId, blogPostId and customContentId is needed.'),
      pageId: text('Id of the page that contains it.'),
      blogPostId: text('Id of the blog post that contains it.'),
      customContentId: text('Id of the custom content that contains it.'),
      title: text('Title.'),
      body: content,
    },
    ['type', 'title', 'body'],
  ),
  updateCustomContent: object(
    {
      id: text('Id of the content, once more.'),
      type: text('Type of the content.'),
      status,
      title: text('Title.'),
      body: content,
      version,
    },
    ['id', 'type', 'status', 'title', 'body', 'version'],
  ),
  updateBlogPost: object(
    {
      id: text('Id of the blog post, once more.'),
      status,
      title: text('Title.'),
      spaceId: text('Id of the space; it cannot be changed.'),
      body: content,
      version,
    },
    ['id', 'status', 'title', 'body', 'version'],
  ),
  updateFooterComment: object({ version, body: content }, ['version', 'body']),
  updatePageTitle: object({ status, title: text('The new title.') }, ['status', 'title']),
  putPageClassificationLevel: level,
  putBlogPostClassificationLevel: level,
  putDatabaseClassificationLevel: level,
  putWhiteboardClassificationLevel: level,
  putSpaceDefaultClassificationLevel: object({ id: text('Id of the classification level.') }, ['id']),
  postPageClassificationLevel: reset,
  postBlogPostClassificationLevel: reset,
  postDatabaseClassificationLevel: reset,
  postWhiteboardClassificationLevel: reset,
  setSpaceRoleAssignments: {
    type: 'array',
    description: 'Who has which role in the space.',
    items: object(
      {
        principal: object(
          {
            principalType: text('Kind of principal.', { enum: ['USER', 'GROUP', 'ACCESS_CLASS'] }),
            principalId: text('Id of the user, group or class.'),
          },
          ['principalType', 'principalId'],
        ),
        roleId: text(
          'Id of the role, from CONFLUENCE_GET_AVAILABLE_SPACE_ROLES; without it the role is taken away.',
        ),
      },
      ['principal'],
    ),
  },
  enableAdminKey: object({
    durationInMinutes: { type: 'integer', description: 'For how long, at most 60 minutes.' },
  }),
}
