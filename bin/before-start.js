/**
 * What has to be settled before the program is loaded. Plain JavaScript: loading the part of Node that reads
 * TypeScript takes 60 ms, and a start that finds its compiled code does without it. Imports nothing of the program, and
 * by name nothing that an older Node lacks.
 */
import { existsSync, mkdirSync } from 'node:fs'
import module from 'node:module'
import { join, resolve } from 'node:path'

/**
 * Limits of V8's heap, which it takes only from the command line. With the full catalog after some 3,000 mixed requests
 * (`bench/catalog.ts`): 339 MB resident instead of 578; the writing of a whole build: 280 MB instead of 540; both at the
 * same CPU. What lives is some 55 MB; the rest was garbage that V8 had no reason to collect. A young generation of 4 MB
 * saves nothing more than one of 8, and makes a call over MCP cost a tenth more CPU.
 */
export const heapFlags = ['--max-semi-space-size=8', '--heap-growing-percent=50']

/**
 * glibc gives each thread a heap of its own and returns little of it; where this process unpacks blocks and builds
 * answers in buffers, two are enough. Others than glibc do not read it.
 */
const arenas = { MALLOC_ARENA_MAX: '2' }

/** Commands that live long or work much. The others do not pay for a second start of Node: 40 ms. */
const limited = new Set([undefined, 'start', 'catalog'])

/**
 * Replaces the process by itself with the limits; returns where they are set, not wanted, or cannot be. The process
 * keeps its id, its environment and its streams.
 * @param {string | undefined} command
 */
export function limitHeap(command) {
  const isGiven = process.execArgv.some((flag) => /^--(max|min)-semi-space-size\b/.test(flag))
  // A channel to a parent that forked us would not outlive it.
  const canReplace =
    typeof process.execve === 'function' && process.platform !== 'win32' && process.send === undefined
  if (isGiven || !canReplace || !limited.has(command)) return
  const args = [process.execPath, ...heapFlags, ...process.execArgv, ...process.argv.slice(1)]
  process.execve?.(process.execPath, args, { ...arenas, ...process.env })
}

/**
 * Where compiled code lies in a data folder.
 * @param {string} dataDir
 */
export const compileCacheOf = (dataDir) => join(dataDir, 'compile-cache')

/**
 * Makes the data folder. Started by root, Postgres runs as another user, who has to get through to its own folder in it.
 * @param {string} dataDir
 */
export function makeDataDir(dataDir) {
  mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
}

/**
 * Reads compiled code from the data folder: even the command line loads faster. A first start of the server leaves it
 * there, of what is loaded from here on: the second one then compiles nothing.
 * @param {string} dataDir
 * @param {string | undefined} command
 */
export function useCompileCache(dataDir, command) {
  const folder = compileCacheOf(resolve(dataDir))
  if (!existsSync(folder)) {
    if (command !== undefined && command !== 'start') return
    try {
      makeDataDir(resolve(dataDir))
    } catch {
      // The start explains what is wrong with the folder.
      return
    }
  }
  module.enableCompileCache(folder)
}
