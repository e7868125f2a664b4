/** What a client of Pusher is told: where to connect, as whom, and to which channel. */
import { createHmac } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import type { ProjectPrincipal } from '../http/principal.ts'
import { publicOrigin } from '../http/public-url.ts'
import { appKeyOf, channelAuth, channelsOf } from './app-key.ts'

type CredentialDeps = Pick<Deps, 'env' | 'vault'>

export interface RealtimeCredentials {
  pusher_key: string
  project_id: string
  pusher_cluster: string
}

/** @throws {ApiError} RealtimeUnavailable where clients cannot reach this server over TLS. */
export function realtimeCredentials(
  { env, vault }: CredentialDeps,
  principal: ProjectPrincipal,
  request: FastifyRequest,
): RealtimeCredentials {
  const { projectId: project_id } = principal
  const { account, cluster } = env.realtime
  if (account) return { pusher_key: account.key, project_id, pusher_cluster: account.cluster }
  const pusher_key = appKeyOf(vault, principal)
  return { pusher_key, project_id, pusher_cluster: cluster ?? clusterOf(env, request) }
}

/**
 * Clients connect to `wss://ws-<cluster>.pusher.com:443/app/<key>`. With a cluster of `x@host/`, that URL has a user
 * name, our host, and a path that begins with `/.pusher.com:443`.
 */
function clusterOf({ realtime, publicUrl }: Deps['env'], request: FastifyRequest): string {
  const { protocol, host } = new URL(realtime.url ?? publicOrigin(publicUrl, request))
  if (protocol === 'https:') return `x@${host}/`
  throw new ApiError(
    'RealtimeUnavailable',
    'Clients of Pusher connect over TLS, and this server is reached over plain HTTP',
  )
}

/**
 * Allows a socket a channel of the caller's project.
 * @throws {ApiError} RealtimeRefused naming the field, for the channels of other projects too.
 */
export function authorizeChannel(
  { env, vault }: CredentialDeps,
  principal: ProjectPrincipal,
  socketId: string,
  channel: string,
): { auth: string } {
  if (!/^\d{1,12}\.\d{1,12}$/.test(socketId)) throw refused('socket_id', 'is not the id of a socket')
  if (!channelsOf(principal.projectId).includes(channel))
    throw refused('channel_name', 'is not a channel of this project')
  const { account } = env.realtime
  if (!account) return { auth: channelAuth(vault, appKeyOf(vault, principal), socketId, channel) }
  const text = `${socketId}:${channel}`
  const signature = createHmac('sha256', account.secret.reveal()).update(text).digest('hex')
  return { auth: `${account.key}:${signature}` }
}

function refused(field: string, problem: string): ApiError {
  return new ApiError('RealtimeRefused', `${field} ${problem}`, { errors: [`${field}: ${problem}`] })
}
