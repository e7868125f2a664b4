/** The master key: 32 random bytes in a file, from which everything else in the vault is derived or wrapped. */
import { createHash, createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto'
import { constants } from 'node:fs'
import { link, open, rename, rm, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

export const MASTER_KEY_BYTES = 32
const KEY_ID_BYTES = 8
/** What a derived key is for. One purpose never shares a key with another. */
export type KeyPurpose = 'api-key-pepper' | 'link-token' | 'signed-url'

/**
 * - `missing`: there is no such file and none was to be made, or its folder does not exist
 * - `unreadable`, `cannot_create`: the system said no; see `cause`
 * - `unprotected`: others than the owner may read the file
 * - `malformed`: not 32 bytes in base64
 */
export type MasterKeyErrorCode = 'missing' | 'unreadable' | 'cannot_create' | 'unprotected' | 'malformed'

/** The master key cannot be used. The message is for the operator: it names the variable and what to do. */
export class MasterKeyError extends Error {
  override name = 'MasterKeyError'
  readonly code: MasterKeyErrorCode

  constructor(code: MasterKeyErrorCode, message: string, options?: ErrorOptions & { variable?: string }) {
    super(`${options?.variable ?? 'PATCHBAY_MASTER_KEY_FILE'}: ${message}`, options)
    this.code = code
  }
}

/** A loaded master key. The bytes stay in a `KeyObject`, which prints nothing. */
export class MasterKey {
  /** 16 hex digits that name the key in what it sealed; a hash, so it says nothing about the key. */
  readonly id: string
  readonly #key: KeyObject
  /** Wraps data keys; for `envelope.ts` only. */
  readonly wrappingKey: KeyObject

  /**
   * @param bytes 32 bytes; copied, so the caller may zero its own.
   * @throws {MasterKeyError} `malformed` when there are not 32.
   */
  constructor(bytes: Uint8Array) {
    if (bytes.length !== MASTER_KEY_BYTES) {
      throw new MasterKeyError('malformed', `the key must be ${MASTER_KEY_BYTES} bytes long`)
    }
    this.#key = createSecretKey(bytes)
    this.wrappingKey = createSecretKey(this.#derive('wrap'))
    const named = createHash('sha256').update(this.#derive('key-id')).digest('hex')
    this.id = named.slice(0, KEY_ID_BYTES * 2)
  }

  /** A 32-byte key for one purpose: HKDF-SHA256 (RFC 5869) of the master key with the purpose as info. */
  deriveKey(purpose: KeyPurpose): KeyObject {
    return createSecretKey(this.#derive(purpose))
  }

  #derive(info: string): Uint8Array {
    return new Uint8Array(hkdfSync('sha256', this.#key, '', `patchbay/v1/${info}`, 32))
  }
}

/**
 * Loads the key file, or makes it when there is none: base64 with a trailing newline, mode 0600. Processes that
 * start together end up with the same key.
 * @param options.create `false` where data sealed earlier exists: a new key could not open it.
 * @throws {MasterKeyError}
 */
export async function loadMasterKey(file: string, options: { create?: boolean } = {}): Promise<MasterKey> {
  const [key] = await loadMasterKeys(file, options)
  return key
}

/** `loadMasterKey` with the keys that a rotation retired and that still open what they sealed, newest first. */
export async function loadMasterKeys(file: string, options: { create?: boolean } = {}): Promise<MasterKeys> {
  const existing = await readKeyFile(file)
  if (existing !== undefined) return existing
  if (options.create === false) {
    throw new MasterKeyError('missing', `${file} does not exist, and stored credentials need the key it held`)
  }
  await createKeyFile(file)
  const created = await readKeyFile(file)
  if (created === undefined)
    throw new MasterKeyError('missing', `${file} disappeared while it was being made`)
  return created
}

/** Puts a new key in front of those of the file, in one step. @throws {MasterKeyError} */
export async function addMasterKey(file: string): Promise<MasterKeys> {
  const text = await readProtected(file)
  if (text === undefined) throw new MasterKeyError('missing', `${file} does not exist`)
  decodeKeys(text, file)
  await replaceKeyFile(file, `${randomBytes(MASTER_KEY_BYTES).toString('base64')}\n${text}`)
  return loadMasterKeys(file, { create: false })
}

/** Leaves only the current key in the file. @throws {MasterKeyError} */
export async function dropRetiredKeys(file: string): Promise<void> {
  const text = await readProtected(file)
  const [current] = linesOf(text ?? '')
  if (current === undefined) throw new MasterKeyError('missing', `${file} does not exist`)
  await replaceKeyFile(file, `${current}\n`)
}

async function replaceKeyFile(file: string, text: string): Promise<void> {
  const temporary = temporaryName(dirname(file), basename(file))
  try {
    await writeNew(temporary, text)
    await rename(temporary, file)
    await syncFolder(dirname(file))
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => {})
    throw new MasterKeyError('cannot_create', `cannot write ${file}`, { cause })
  }
}

/** The current master key, then retired ones. */
export type MasterKeys = [current: MasterKey, ...retired: MasterKey[]]

async function readKeyFile(file: string): Promise<MasterKeys | undefined> {
  let text = await readProtected(file)
  // Only where hard links are missing can another process be seen between making and filling the file.
  for (let tries = 0; text === '' && tries < 20; tries++) {
    await wait(50)
    text = await readProtected(file)
  }
  return text === undefined ? undefined : decodeKeys(text, file)
}

/**
 * Reads keys as they stand in the file, the variable or a command's output: base64, a line each, the current first.
 * @param place where they are from, for the message.
 * @throws {MasterKeyError} `malformed`
 */
export function decodeKeys(text: string, place: string, variable?: string): MasterKeys {
  const [current, ...retired] = linesOf(text).map((line) => decodeKey(line, place, variable))
  return [current ?? decodeKey('', place, variable), ...retired]
}

/** Without a regular expression: the engine keeps the text that one matched last, for as long as no other matches. */
function linesOf(text: string): string[] {
  let lines = text
  for (const separator of [' ', '\t', '\r', ',']) lines = lines.replaceAll(separator, '\n')
  return lines.split('\n').filter((line) => line !== '')
}

function decodeKey(base64: string, place: string, variable: string | undefined): MasterKey {
  // 44 characters that decode to 32 bytes: Node leaves out what is no base64.
  const bytes = Buffer.from(base64.length === 44 && base64.endsWith('=') ? base64 : '', 'base64')
  if (bytes.length !== MASTER_KEY_BYTES) {
    throw new MasterKeyError('malformed', `${place} must hold 32 bytes in base64 (openssl rand -base64 32)`, {
      ...(variable !== undefined && { variable }),
    })
  }
  const key = new MasterKey(bytes)
  bytes.fill(0)
  return key
}

/** The file's text, or undefined when there is no file. Checks the mode of what it reads, not of the name. */
async function readProtected(file: string): Promise<string | undefined> {
  let handle: FileHandle
  try {
    // Non-blocking: opening a named pipe must fail below instead of waiting for a writer.
    handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK)
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return undefined
    throw new MasterKeyError('unreadable', `cannot read ${file}`, { cause })
  }
  try {
    const { mode, size } = await refuseNonFile(handle, file)
    if ((mode & 0o077) !== 0 && (await keepsModes(dirname(file)))) {
      throw new MasterKeyError('unprotected', `${file} can be read by other users; run: chmod 600 ${file}`)
    }
    if (size > 1024) throw new MasterKeyError('malformed', `${file} is too long for a key`)
    return await handle.readFile('utf8')
  } finally {
    await handle.close()
  }
}

async function refuseNonFile(handle: FileHandle, file: string): Promise<{ mode: number; size: number }> {
  const stat = await handle.stat()
  if (!stat.isFile()) throw new MasterKeyError('unreadable', `${file} is not a file`)
  return stat
}

/**
 * Whether the folder's filesystem can express modes: FAT and some network mounts show every file as readable by
 * all, and refusing there would make the server unusable. A folder that cannot be written is taken to keep them.
 */
async function keepsModes(folder: string): Promise<boolean> {
  if (process.platform === 'win32') return false
  const probe = temporaryName(folder, 'mode-probe')
  try {
    const handle = await open(probe, 'wx', 0o600)
    try {
      return ((await handle.stat()).mode & 0o077) === 0
    } finally {
      await handle.close()
      await rm(probe, { force: true })
    }
  } catch {
    return true
  }
}

/** Makes the file unless it exists by then. It appears with its content: written aside, then linked into place. */
async function createKeyFile(file: string): Promise<void> {
  const folder = dirname(file)
  const temporary = temporaryName(folder, basename(file))
  const text = `${randomBytes(MASTER_KEY_BYTES).toString('base64')}\n`
  try {
    await writeNew(temporary, text)
    await linkOrWrite(temporary, file, text)
    await syncFolder(folder)
  } catch (cause) {
    const reason =
      errorCode(cause) === 'ENOENT' ? `the folder ${folder} does not exist` : `cannot write ${file}`
    throw new MasterKeyError(errorCode(cause) === 'ENOENT' ? 'missing' : 'cannot_create', reason, { cause })
  } finally {
    await rm(temporary, { force: true }).catch(() => {})
  }
}

async function linkOrWrite(temporary: string, file: string, text: string): Promise<void> {
  try {
    await link(temporary, file)
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return
    // No hard links here (FAT, some network mounts): exclusive creation still lets only one process win.
    await writeNew(file, text).catch((cause: unknown) => {
      if (errorCode(cause) !== 'EEXIST') throw cause
    })
  }
}

async function writeNew(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes the new name itself survive a power cut. Windows cannot open folders, and needs no such call. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function temporaryName(folder: string, base: string): string {
  return join(folder, `.${base}.${randomBytes(8).toString('hex')}`)
}

function errorCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
