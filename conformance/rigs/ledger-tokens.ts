/** One access token that the ledger saw being issued, or was told about. */
export type LedgerToken = {
  readonly token: string
  /** The person picked on the consent page (`userField` of the profile), followed through refreshes. */
  readonly user: string | undefined
  readonly issuedAt: number
  /** Epoch milliseconds; undefined means that it never expires. */
  readonly expiresAt: number | undefined
  readonly grantType: string
  readonly live: boolean
}

type Entry = Omit<LedgerToken, 'live'> & { revoked: boolean }

/** Which tokens exist, whose they are and until when. */
export class LedgerTokens {
  readonly #entries = new Map<string, Entry>()
  /** Codes and refresh tokens, to know whose the next access token is. */
  readonly #owners = new Map<string, string>()

  add(token: string, user: string | undefined, ttlSeconds: number | undefined, grantType: string): void {
    const issuedAt = Date.now()
    const expiresAt = ttlSeconds === undefined ? undefined : issuedAt + ttlSeconds * 1000
    this.#entries.set(token, { token, user, issuedAt, expiresAt, grantType, revoked: false })
  }

  isLive(token: string): boolean {
    const entry = this.#entries.get(token)
    if (entry === undefined || entry.revoked) return false
    return entry.expiresAt === undefined || entry.expiresAt > Date.now()
  }

  list(): LedgerToken[] {
    return [...this.#entries.values()].map(({ token, user, issuedAt, expiresAt, grantType }) => ({
      token,
      user,
      issuedAt,
      expiresAt,
      grantType,
      live: this.isLive(token),
    }))
  }

  /** Answers false for a token never seen. */
  revoke(token: string): boolean {
    const entry = this.#entries.get(token)
    if (entry !== undefined) entry.revoked = true
    return entry !== undefined
  }

  userOf(token: string): string | undefined {
    return this.#entries.get(token)?.user
  }

  setOwner(codeOrRefreshToken: string, user: string): void {
    this.#owners.set(codeOrRefreshToken, user)
  }

  ownerOf(codeOrRefreshToken: string): string | undefined {
    return this.#owners.get(codeOrRefreshToken)
  }
}
