/**
 * The signature of a delivery: Standard Webhooks 1.0 (https://www.standardwebhooks.com), except that the key is
 * the secret's own text in UTF-8, as the published SDKs take it, and not decoded from base64.
 */
import { createHmac } from 'node:crypto'

/** The headers of one attempt. Several secrets give several signatures, of which a receiver needs one. */
export function signedHeaders(
  id: string,
  sentAt: Date,
  body: string,
  secrets: readonly string[],
): Record<string, string> {
  const timestamp = String(Math.floor(sentAt.getTime() / 1_000))
  const signatures = secrets.map((secret) => `v1,${sign(`${id}.${timestamp}.${body}`, secret)}`)
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  }
}

function sign(content: string, secret: string): string {
  return createHmac('sha256', Buffer.from(secret, 'utf8')).update(content).digest('base64')
}
