/**
 * - `unknown_key`: sealed under a master key that this process does not hold
 * - `tampered`: the bytes were changed, or they belong to another row, column, version or project
 * - `bad_format`: not something this vault sealed
 */
export type VaultErrorCode = 'unknown_key' | 'tampered' | 'bad_format'

const messages: Record<VaultErrorCode, string> = {
  unknown_key: 'The credential was sealed under a different master key',
  tampered: 'The credential does not open: it was changed, or it belongs to another record',
  bad_format: 'The credential is not in the format of this vault',
}

/** A sealed value did not open. Message and code are fixed texts: nothing of the value or the key is in them. */
export class VaultError extends Error {
  override name = 'VaultError'
  readonly code: VaultErrorCode

  constructor(code: VaultErrorCode) {
    super(messages[code])
    this.code = code
  }
}
