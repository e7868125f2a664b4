import type { Adapter, Payload } from 'oidc-provider'

/** Models whose records die with the grant that they were issued under. */
const GRANTABLE = new Set(['AccessToken', 'AuthorizationCode', 'RefreshToken'])

/**
 * One server's records in memory. Ours instead of the package's own, so that a test can register clients and
 * end grants while the server runs.
 */
export class OAuthStore {
  readonly #models = new Map<string, Map<string, Payload>>()

  adapter(model: string): Adapter {
    const records = this.#records(model)
    const byUid = (uid: string): Payload | undefined => {
      for (const payload of records.values()) if (payload.uid === uid) return payload
      return undefined
    }
    return {
      upsert: async (id, payload) => void records.set(id, payload),
      find: async (id) => records.get(id),
      findByUid: async (uid) => byUid(uid),
      findByUserCode: async () => undefined,
      consume: async (id) => void Object.assign(records.get(id) ?? {}, { consumed: epochSeconds() }),
      destroy: async (id) => void records.delete(id),
      revokeByGrantId: async (grantId) => this.#revokeMembers(grantId),
    }
  }

  /** Adds or replaces a client, in the metadata of RFC 7591. */
  putClient(clientId: string, metadata: Record<string, unknown>): void {
    this.#records('Client').set(clientId, metadata)
  }

  /** Ends every grant of a person with all tokens under it; answers how many there were. */
  revokeGrantsOf(accountId: string): number {
    const grants = this.#records('Grant')
    let revoked = 0
    for (const [id, payload] of grants) {
      if (payload.accountId !== accountId) continue
      grants.delete(id)
      this.#revokeMembers(id)
      revoked++
    }
    return revoked
  }

  #records(model: string): Map<string, Payload> {
    const known = this.#models.get(model)
    if (known !== undefined) return known
    const records = new Map<string, Payload>()
    this.#models.set(model, records)
    return records
  }

  #revokeMembers(grantId: string): void {
    for (const model of GRANTABLE) {
      const records = this.#records(model)
      for (const [id, payload] of records) if (payload.grantId === grantId) records.delete(id)
    }
  }
}

function epochSeconds(): number {
  return Math.floor(Date.now() / 1000)
}
