/**
 * What this server gives a Pusher client to know it again: an app key that names the project and the API key it
 * was given to, and signatures of channels. Nothing is kept; any node can check both.
 */
import type { Vault } from '../vault/vault.ts'

/** Whom a socket belongs to. */
export interface Subscriber {
  projectId: string
  /** The API key that asked. When it is revoked, the socket ends. */
  keyId: string
}

type Signer = Pick<Vault, 'sign' | 'verifySignature'>

const keyForm = /^(pr_[\w-]{1,60})\.(key_[\w-]{1,60})\.([0-9a-f]{64})$/

/** The app key for a subscriber. */
export function appKeyOf(vault: Signer, { projectId, keyId }: Subscriber): string {
  return `${projectId}.${keyId}.${vault.sign(appText(projectId, keyId))}`
}

/** Whom an app key was given to; undefined for one that this server did not give. */
export function subscriberOf(vault: Signer, appKey: string): Subscriber | undefined {
  const [, projectId = '', keyId = '', signature = ''] = keyForm.exec(appKey) ?? []
  return vault.verifySignature(appText(projectId, keyId), signature) ? { projectId, keyId } : undefined
}

/** The channels of a project: the SDKs' and the command line's. */
export function channelsOf(projectId: string): readonly string[] {
  return [`private-${projectId}_triggers`, `private-cli-${projectId}`]
}

/** `auth` for a socket of this server: `<app key>:<signature>`. */
export function channelAuth(vault: Signer, appKey: string, socketId: string, channel: string): string {
  return `${appKey}:${vault.sign(channelText(appKey, socketId, channel))}`
}

/** Whether `auth` allows this socket this channel. */
export function isAuthorized(
  vault: Signer,
  appKey: string,
  socketId: string,
  channel: string,
  auth: string,
): boolean {
  if (!auth.startsWith(`${appKey}:`)) return false
  return vault.verifySignature(channelText(appKey, socketId, channel), auth.slice(appKey.length + 1))
}

// The vault signs other texts too: the first line keeps them apart.
const appText = (projectId: string, keyId: string) => `realtime-app\n${projectId}\n${keyId}`
const channelText = (appKey: string, socketId: string, channel: string) =>
  `realtime-channel\n${appKey}\n${socketId}\n${channel}`
