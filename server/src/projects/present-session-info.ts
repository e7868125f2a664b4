/** Who is calling, as the API shows it. */
import { z } from 'zod'
import { maskedKey } from './api-keys.ts'
import type { SessionInfo } from './projects.ts'

const Project = z.object({
  auto_id: z.number(),
  id: z.string(),
  org_id: z.string(),
  name: z.string(),
  email: z.string(),
  nano_id: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
  webhook_url: z.string().nullable(),
  event_webhook_url: z.string().nullable(),
  webhook_secret: z.string().nullable(),
  triggers_enabled: z.boolean(),
  last_subscribed_at: z.string().nullable(),
  deleted: z.boolean(),
  is_new_webhook: z.boolean(),
  webhook_version: z.enum(['V1', 'V2', 'V3']),
  org: z.object({ id: z.string(), name: z.string(), plan: z.string() }),
})

const ApiKey = z.object({
  auto_id: z.number(),
  id: z.string(),
  name: z.string(),
  project_id: z.string(),
  org_member_id: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
  deleted_at: z.string().nullable(),
  key: z.string(),
  deleted: z.boolean(),
})

const OrgMember = z.object({
  id: z.string(),
  user_id: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.string(),
  metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
})

/** Contract of the session's information. */
export const SessionInfoContract = z.object({ project: Project, api_key: ApiKey, org_member: OrgMember })

type Contract = z.input<typeof SessionInfoContract>

/** Presents the caller. A user key belongs to no project; it is shown with the one that it acts in. */
export function presentSessionInfo(info: SessionInfo): Contract {
  const { apiKey, member } = info
  return {
    project: presentProject(info),
    api_key: {
      auto_id: apiKey.autoId,
      id: apiKey.uuid,
      name: apiKey.name,
      project_id: info.project.id,
      org_member_id: member.id,
      created_at: apiKey.createdAt.toISOString(),
      updated_at: apiKey.createdAt.toISOString(),
      deleted_at: apiKey.deletedAt?.toISOString() ?? null,
      key: maskedKey(apiKey.kind),
      deleted: apiKey.deletedAt !== null,
    },
    org_member: {
      id: member.id,
      user_id: member.id,
      email: member.email,
      name: member.name,
      role: member.role,
      metadata: {},
    },
  }
}

/** Webhooks are subscriptions of their own here, never fields of the project. */
function presentProject({ project, organization }: SessionInfo): Contract['project'] {
  return {
    auto_id: project.autoId,
    id: project.uuid,
    org_id: project.orgId,
    name: project.name,
    email: project.email,
    nano_id: project.id,
    created_at: project.createdAt.toISOString(),
    updated_at: project.updatedAt.toISOString(),
    webhook_url: null,
    event_webhook_url: null,
    webhook_secret: null,
    triggers_enabled: false,
    last_subscribed_at: null,
    deleted: project.deletedAt !== null,
    is_new_webhook: false,
    webhook_version: 'V3',
    org: { id: organization.id, name: organization.name, plan: 'self-hosted' },
  }
}
