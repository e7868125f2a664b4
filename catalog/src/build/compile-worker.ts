/** The thread that compiles: takes the documents of one package entry, answers with compressed manifests. */
import { parentPort } from 'node:worker_threads'
import { zstdCompressSync } from 'node:zlib'
import { compileUnit } from '../compile/compile-unit.ts'
import type { UnitOptions } from '../compile/compile-unit.ts'
import { parseManifest, ManifestError } from '../manifest/parse-manifest.ts'
import type { ToolkitInput, Toolkit } from '../manifest/manifest.ts'

export type Job = {
  files: { path: string; bytes: Uint8Array }[]
  unit: Omit<UnitOptions, 'knownSlugs'> & { knownSlugs: string[] }
}

/** `blob` is the compressed JSON of a `CompiledToolkit`; `error` says why there is none. */
export type Answer = { blob: Uint8Array<ArrayBuffer> } | { error: string }

export type CompiledToolkit = { toolkit: Toolkit; dropped: { operation: string; reason: string }[] }

parentPort?.on('message', (job: Job) => {
  const answer = compile(job)
  parentPort?.postMessage(answer, 'blob' in answer ? [answer.blob.buffer] : [])
})

function compile({ files, unit }: Job): Answer {
  try {
    const sources = files.map(({ path, bytes }) => ({
      path,
      bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    }))
    const { manifest, dropped } = compileUnit(sources, { ...unit, knownSlugs: new Set(unit.knownSlugs) })
    const compiled: CompiledToolkit = { toolkit: parseOrRepair(manifest, dropped), dropped }
    return { blob: new Uint8Array(zstdCompressSync(JSON.stringify(compiled))) }
  } catch (error) {
    return { error: error instanceof Error ? error.message.slice(0, 500) : 'it cannot be compiled' }
  }
}

/** Tools that break a rule of the manifest are left out; a toolkit that still breaks one is not kept. */
function parseOrRepair(manifest: ToolkitInput, dropped: CompiledToolkit['dropped']): Toolkit {
  try {
    return parseManifest(manifest)
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error
    const broken = new Map<string, string>()
    for (const { path, message } of error.problems) {
      const index = /^tools\.(\d+)\./.exec(path)?.[1]
      const slug = index === undefined ? path.split('.')[0] : manifest.tools[Number(index)]?.slug
      if (slug !== undefined) broken.set(slug, `${path.slice(0, 80)}: ${message}`)
    }
    const tools = manifest.tools.filter(({ slug }) => !broken.has(slug))
    if (tools.length === manifest.tools.length || tools.length === 0) throw error
    for (const [operation, reason] of broken) dropped.push({ operation, reason })
    return parseManifest({ ...manifest, tools })
  }
}
