import { join } from 'node:path'
import type { Env } from '../env.ts'
import { diskStorage } from './disk-storage.ts'
import type { ObjectStorage } from './object-storage.ts'
import { s3Storage } from './s3-storage.ts'

/** Where the operator wants files to be: the bucket of the environment, else the data folder. */
export function openStorage({ s3, dataDir }: Pick<Env, 's3' | 'dataDir'>): ObjectStorage {
  return s3 ? s3Storage(s3) : diskStorage(join(dataDir, 'files'))
}
