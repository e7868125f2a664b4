/** A project as the API shows it to its organisation. */
import { z } from 'zod'
import { maskedKey, type ApiKeyRow } from './api-keys.ts'
import type { ProjectRow } from './projects.table.ts'

/** Contract of a project in a list. */
export const ProjectContract = z.object({
  id: z.string(),
  org_id: z.string(),
  name: z.string(),
  email: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
  webhook_url: z.string().nullable(),
  event_webhook_url: z.string().nullable(),
  webhook_secret: z.string().nullable(),
  triggers_enabled: z.boolean(),
  last_subscribed_at: z.string().nullable(),
  is_new_webhook: z.boolean(),
  webhook_version: z.enum(['V1', 'V2', 'V3']),
  deleted: z.boolean(),
})

/** Contract of an API key whose value is shown only when it is made. */
export const ApiKeyContract = z.object({
  id: z.string(),
  name: z.string(),
  key: z.string(),
  created_at: z.string(),
})

/** Contract of one project with its keys. */
export const ProjectWithKeys = ProjectContract.extend({ api_keys: z.array(ApiKeyContract) })

/** Contract of a page of projects; the rows are `data` here, not `items`. */
export const ProjectPage = z.object({
  data: z.array(ProjectContract),
  next_cursor: z.string().nullable(),
  total_pages: z.number(),
  current_page: z.number(),
  total_items: z.number(),
})

/** Webhooks are subscriptions of their own here, so their deprecated fields are empty. */
export function presentProject(project: ProjectRow): z.input<typeof ProjectContract> {
  return {
    id: project.id,
    org_id: project.orgId,
    name: project.name,
    email: project.email,
    created_at: project.createdAt.toISOString(),
    updated_at: project.updatedAt.toISOString(),
    webhook_url: null,
    event_webhook_url: null,
    webhook_secret: null,
    triggers_enabled: false,
    last_subscribed_at: null,
    is_new_webhook: false,
    webhook_version: 'V3',
    deleted: project.deletedAt !== null,
  }
}

/** A key, masked unless it has just been made. */
export function presentApiKey(row: ApiKeyRow, key = maskedKey(row.kind)): z.input<typeof ApiKeyContract> {
  return { id: row.id, name: row.name, key, created_at: row.createdAt.toISOString() }
}
