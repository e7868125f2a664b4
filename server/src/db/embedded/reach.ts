/** Whether an account can get to a path: the search permission of every folder above it (path_resolution(7)). */
import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { ServerAccount } from './server-account.ts'

/**
 * The topmost folder at or above `folder` that `account` may not enter, or `undefined`. Looks at permission bits
 * only: an access control list that grants more is overlooked, which costs a capability that was not needed.
 */
export async function firstClosedFolder(
  folder: string,
  account: Pick<ServerAccount, 'uid' | 'gid'>,
): Promise<string | undefined> {
  for (const ancestor of fromRoot(folder)) {
    const { uid, gid, mode } = await stat(ancestor)
    const search = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
    if ((mode & search) === 0) return ancestor
  }
  return undefined
}

function fromRoot(folder: string): string[] {
  const parent = dirname(folder)
  return parent === folder ? [folder] : [...fromRoot(parent), folder]
}
