import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { stopOrphanedPostgres } from './postmaster.ts'

let dataDir: string
let child: ChildProcess

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'patchbay-pg-'))
})
afterEach(async () => {
  child.kill('SIGKILL')
  await rm(dataDir, { recursive: true })
})

/** A process with that folder on its command line, as Postgres has its data folder after `-D`. */
async function leaveRunning(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', folder])
  await once(child, 'spawn')
}

test('a database left running in the folder is stopped', async () => {
  const folder = join(dataDir, 'postgres', 'data')
  await leaveRunning(folder)
  await writeFile(join(folder, 'postmaster.pid'), `${child.pid}\n${folder}\n`)
  expect(await stopOrphanedPostgres(dataDir)).toStrictEqual([child.pid])
})

test('a stale file that names a stranger’s process harms nobody', async () => {
  await leaveRunning(tmpdir())
  await writeFile(join(dataDir, 'postmaster.pid'), `${child.pid}\n`)
  expect(await stopOrphanedPostgres(dataDir)).toStrictEqual([])
  expect(child.exitCode ?? child.signalCode).toBeNull()
})
