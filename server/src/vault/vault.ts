/** The vault: what features use to keep credentials, and to keep only hashes of keys and tokens. */
import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto'
import { keyIdOf, open, rewrap, seal, sealWithDataKey, type SealContext } from './envelope.ts'
import type { KeyPurpose, MasterKey } from './master-key.ts'
import { Secret } from './secret.ts'
import { VaultError } from './vault-error.ts'

export type { SealContext } from './envelope.ts'
export { Secret } from './secret.ts'
export { VaultError } from './vault-error.ts'

export interface Vault {
  /** Id of the master key that new values are sealed under; 16 hex digits. */
  readonly keyId: string
  /** Seals an object as JSON under a fresh data key. */
  seal(context: SealContext, value: object): Buffer
  /**
   * Seals a row's new value under the data key that its current one carries; `context.version` is the new one.
   * @throws {VaultError} when `current` is not this row's.
   */
  reseal(context: SealContext, value: object, current: Uint8Array): Buffer
  /**
   * Opens what `seal` made. The shape is the caller's own: it sealed it, and nobody else could have.
   * @throws {VaultError}
   */
  open<T extends object>(context: SealContext, sealed: Uint8Array): Secret<T>
  /**
   * Checks that a stored value opens, and discards it: the check at start that this is the right master key.
   * @throws {VaultError}
   */
  verifyCanOpen(context: SealContext, sealed: Uint8Array): void
  /** Whether a value is sealed under an older master key, and `rewrap` would change it. */
  needsRewrap(sealed: Uint8Array): boolean
  /** The same value under the current master key. The payload is not decrypted. @throws {VaultError} */
  rewrap(context: SealContext, sealed: Uint8Array): Buffer
  /** Reads the master keys anew, as `keys rotate` may have added one; what is sealed from now on is sealed under it. */
  reload(): void
  /** What is stored and looked up instead of an API key: keyed HMAC-SHA256, 64 hex digits. */
  hashApiKey(key: string): string
  /** The same for one-time link tokens and OAuth states. */
  hashToken(token: string): string
  /** Signs a text such as a file link; 64 hex digits. */
  sign(text: string): string
  /** Whether `signature` is what `sign` gives for `text`; in constant time. */
  verifySignature(text: string, signature: string): boolean
}

export interface VaultOptions {
  masterKey: MasterKey
  /** Earlier master keys that still open what they sealed, until everything is rewrapped. */
  retiredKeys?: readonly MasterKey[]
  /** Keys of the hashes and signatures; those of the master key unless told. They outlive rotations. */
  hashKeys?: HashKeys
  /** The master keys as they are now, the current one first; undefined when they cannot be read. */
  reread?: () => readonly MasterKey[] | undefined
}

/** In base64; sealed with the installation, as the hashes of API keys cannot be made again. */
export type HashKeys = Record<KeyPurpose, string>

/** The hash keys of an installation that has none of its own yet. */
export function deriveHashKeys(masterKey: MasterKey): HashKeys {
  const text = (purpose: KeyPurpose) => masterKey.deriveKey(purpose).export().toString('base64')
  return {
    'api-key-pepper': text('api-key-pepper'),
    'link-token': text('link-token'),
    'signed-url': text('signed-url'),
  }
}

/** A sealed value of a key nobody has makes one look into the key file; no flood of them makes more. */
const rereadEveryMs = 1_000

/** Builds a vault. It holds no state but the keys, which `reload` adds to. */
export function createVault(options: VaultOptions): Vault {
  // The options themselves go: the hash keys in them are text.
  const { reread: readAgain } = options
  let masterKey = options.masterKey
  const keys = new Map([...(options.retiredKeys ?? []), masterKey].map((key) => [key.id, key]))
  const hashKeys = options.hashKeys ?? deriveHashKeys(masterKey)
  const apiKeyPepper = toKey(hashKeys['api-key-pepper'])
  const tokenPepper = toKey(hashKeys['link-token'])
  const signingKey = toKey(hashKeys['signed-url'])
  let reread = -Infinity

  function reload(): void {
    reread = performance.now()
    const [current, ...retired] = readAgain?.() ?? []
    if (current === undefined) return
    for (const key of [...retired, current]) keys.set(key.id, key)
    masterKey = current
  }

  function keyFor(sealed: Uint8Array): MasterKey {
    const id = keyIdOf(sealed)
    if (!keys.has(id) && performance.now() - reread > rereadEveryMs) reload()
    const key = keys.get(id)
    if (key === undefined) throw new VaultError('unknown_key')
    return key
  }

  return {
    get keyId() {
      return masterKey.id
    },
    reload,
    seal: (context, value) => withJson(value, (json) => seal(json, context, masterKey)),
    reseal: (context, value, current) =>
      withJson(value, (json) => sealWithDataKey(json, context, current, keyFor(current))),
    open: <T extends object>(context: SealContext, sealed: Uint8Array) =>
      new Secret(parseObject(open(sealed, context, keyFor(sealed))) as T),
    verifyCanOpen: (context, sealed) => void open(sealed, context, keyFor(sealed)).fill(0),
    needsRewrap: (sealed) => keyIdOf(sealed) !== masterKey.id,
    rewrap: (context, sealed) => rewrap(sealed, context, keyFor(sealed), masterKey),
    hashApiKey: (key) => hmac(apiKeyPepper, key),
    hashToken: (token) => hmac(tokenPepper, token),
    sign: (text) => hmac(signingKey, text),
    verifySignature: (text, signature) => equal(hmac(signingKey, text), signature),
  }
}

function withJson(value: object, use: (json: Buffer) => Buffer): Buffer {
  const json = Buffer.from(JSON.stringify(value, refuseSecret), 'utf8')
  try {
    return use(json)
  } finally {
    json.fill(0)
  }
}

/** A Secret inside would be stored as the word REDACTED, and the credential be lost. */
function refuseSecret(this: unknown, key: string, value: unknown): unknown {
  const original: unknown = (this as Record<string, unknown>)[key]
  if (original instanceof Secret) throw new TypeError(`reveal the secret "${key}" before sealing it`)
  return value
}

/** Reads the opened bytes and zeroes them. A parser's own message would quote the plaintext. */
function parseObject(bytes: Buffer): object {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'))
    if (typeof value === 'object' && value !== null) return value
  } catch {
    // Falls through to the typed error.
  } finally {
    bytes.fill(0)
  }
  throw new VaultError('bad_format')
}

function toKey(base64: string): KeyObject {
  return createSecretKey(Buffer.from(base64, 'base64'))
}

function hmac(key: KeyObject, text: string): string {
  return createHmac('sha256', key).update(text, 'utf8').digest('hex')
}

function equal(expected: string, given: string): boolean {
  const a = Buffer.from(expected)
  const b = Buffer.from(given)
  return a.length === b.length && timingSafeEqual(a, b)
}
