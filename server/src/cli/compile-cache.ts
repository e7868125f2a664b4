/** Code that an earlier start compiled, kept in the data folder. Imports nothing of the program: it comes first. */
import { existsSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { join, resolve } from 'node:path'

/** Where compiled code lies in a data folder. */
export function compileCacheOf(dataDir: string): string {
  return join(dataDir, 'compile-cache')
}

/** Reads compiled code from the data folder if a start has left some: even the command line loads faster. */
export function useCompileCache(dataDir: string): void {
  const folder = compileCacheOf(resolve(dataDir))
  if (existsSync(folder)) enableCompileCache(folder)
}
