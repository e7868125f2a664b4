/** Where the master key comes from: a file, the environment, or a command such as a KMS's. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { decodeKeys, loadMasterKeys, MasterKeyError, type MasterKeys } from './master-key.ts'
import type { Secret } from './secret.ts'

export interface KeySource {
  masterKeyFile: string
  masterKey: Secret<string> | undefined
  masterKeyCommand: string | undefined
}

const commandTimeoutMs = 30_000

/** Which variable says where the key is; the file unless another one is set. */
export function sourceName({ masterKey, masterKeyCommand }: KeySource): string {
  if (masterKey) return 'PATCHBAY_MASTER_KEY'
  return masterKeyCommand === undefined ? 'PATCHBAY_MASTER_KEY_FILE' : 'PATCHBAY_MASTER_KEY_COMMAND'
}

/** Loads the keys. Only a file is made when there is none. @throws {MasterKeyError} */
export async function loadKeys(source: KeySource, options: { create?: boolean } = {}): Promise<MasterKeys> {
  return fromElsewhere(source) ?? loadMasterKeys(source.masterKeyFile, options)
}

/** The keys of the file as they are now; undefined where they cannot be read, or come from elsewhere. */
export function rereadKeys(source: KeySource): MasterKeys | undefined {
  if (sourceName(source) !== 'PATCHBAY_MASTER_KEY_FILE') return undefined
  try {
    return decodeKeys(readFileSync(source.masterKeyFile, 'utf8'), source.masterKeyFile)
  } catch {
    return undefined
  }
}

function fromElsewhere({ masterKey, masterKeyCommand }: KeySource): MasterKeys | undefined {
  if (masterKey) return decodeKeys(masterKey.reveal(), 'it', 'PATCHBAY_MASTER_KEY')
  if (masterKeyCommand === undefined) return undefined
  const variable = 'PATCHBAY_MASTER_KEY_COMMAND'
  return decodeKeys(outputOf(masterKeyCommand, variable), 'what it prints', variable)
}

function outputOf(command: string, variable: string): string {
  try {
    return execFileSync(command, {
      shell: true,
      encoding: 'utf8',
      timeout: commandTimeoutMs,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch {
    // The error would carry what the command printed.
    throw new MasterKeyError('unreadable', 'the command failed', { variable })
  }
}
