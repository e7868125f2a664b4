/**
 * Objects as files below a folder. Each is written beside the others under `incoming`, flushed, and renamed into
 * its place; the first bytes of its random name choose the folder, so that none grows too full.
 */
import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { measure } from './measure.ts'
import type { ObjectStorage } from './object-storage.ts'

/** Larger pieces than Node's 64 KiB: fewer turns of the loop for a large file, still little memory. */
const pieceBytes = 256 * 1024

/** Keeps objects below `folder`, which is made when the first one comes. */
export function diskStorage(folder: string): ObjectStorage {
  const incoming = join(folder, 'incoming')
  const placeOf = (name: string) => join(folder, name.slice(0, 2), name.slice(2, 4), name)

  return {
    async write(body, mostBytes) {
      const name = randomBytes(20).toString('hex')
      const beside = join(incoming, name)
      await mkdir(incoming, { recursive: true, mode: 0o700 })
      try {
        const measured = measure(mostBytes)
        const file = createWriteStream(beside, {
          flags: 'wx',
          mode: 0o600,
          flush: true,
          highWaterMark: pieceBytes,
        })
        await pipeline(body, measured, file)
        const place = placeOf(name)
        await mkdir(dirname(place), { recursive: true, mode: 0o700 })
        await rename(beside, place)
        await flushFolder(dirname(place))
        return { name, size: measured.size, md5: measured.md5() }
      } catch (error) {
        await rm(beside, { force: true })
        throw error
      }
    },
    async read(name) {
      const handle = await open(placeOf(name), 'r').catch(orMissing)
      return handle?.createReadStream({ highWaterMark: pieceBytes })
    },
    async remove(name) {
      await rm(placeOf(name), { force: true })
    },
  }
}

/** The name is as lasting as the bytes only when the folder is on disk too. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function orMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
