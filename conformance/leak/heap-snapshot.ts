/** What the server's JavaScript heap still holds, as V8 writes it down after a garbage collection. */
import { once } from 'node:events'
import { watch } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { Patchbay } from '../rigs/patchbay.ts'

/** Arguments that let a server be asked for snapshots, with every string in full length, into `folder`. */
export function snapshotArguments(folder: string): string[] {
  return [
    // The server ends on SIGUSR2.
    '--heapsnapshot-signal=SIGWINCH',
    `--diagnostic-dir=${folder}`,
    `--heap-snapshot-string-limit=${2 ** 30}`,
  ]
}

async function isAlive(url: string): Promise<boolean> {
  return fetch(`${url}/healthz`, { headers: { connection: 'close' } }).then(
    ({ ok }) => ok,
    () => false,
  )
}

/** Asks for a snapshot and reads it. The server does nothing else while it writes. */
export async function takeHeapSnapshot({ pid, url }: Patchbay, folder: string): Promise<Buffer> {
  const watcher = watch(folder)
  const begun = once(watcher, 'change')
  process.kill(pid, 'SIGWINCH')
  await begun
  watcher.close()
  // It answers once the file is whole. Connections that waited so long may be cut off.
  while (!(await isAlive(url)));
  const [name] = (await readdir(folder)).filter((file) => file.endsWith('.heapsnapshot')).toSorted()
  if (name === undefined) throw new Error('the server wrote no snapshot')
  return readFile(join(folder, name))
}
