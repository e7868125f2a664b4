import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { stripVTControlCharacters } from 'node:util'

const program = createRequire(import.meta.url).resolve('tiddlywiki/tiddlywiki.js')

/** Starts TiddlyWiki, which keeps its pages as files, for one writer who logs in by name and password. */
export async function startWiki({ username, password }: { username: string; password: string }) {
  const folder = await mkdtemp(join(tmpdir(), 'patchbay-wiki-'))
  const plugins = ['tiddlywiki/tiddlyweb', 'tiddlywiki/filesystem']
  await writeFile(join(folder, 'tiddlywiki.info'), JSON.stringify({ plugins, themes: [] }))
  const child = spawn(
    process.execPath,
    [program, folder, '--listen', 'port=0', 'host=127.0.0.1', `username=${username}`, `password=${password}`],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const ended = once(child, 'exit')
  return {
    url: await addressIn(child.stdout),
    async close() {
      child.kill()
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The address that it prints; it goes on printing, and must not be stopped by a full pipe. */
async function addressIn(output: NodeJS.ReadableStream): Promise<string> {
  const lines = createInterface({ input: output })
  return await new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      const address = /Serving on (http:\S+)/.exec(stripVTControlCharacters(line))?.[1]
      if (address !== undefined) resolve(address)
    })
    lines.once('close', () => reject(new Error('the wiki ended before it served')))
  })
}
