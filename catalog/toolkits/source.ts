/** Where the shipped toolkits come from: hand manifests, and manifests compiled from published documents. */
import type { ToolkitInput } from '../src/manifest/manifest.ts'
import { withPagination } from './pagination.ts'

export type LoadedToolkit = {
  manifest: ToolkitInput
  /** Operations of the source document that are not in the manifest, with the reason. */
  dropped: { operation: string; reason: string }[]
}

/** One shipped toolkit. `load` may read and compile a large document, so it runs at build time only. */
export type ToolkitSource = { slug: string; load: () => LoadedToolkit }

/** A toolkit that is written by hand. */
export function handWritten(manifest: ToolkitInput): ToolkitSource {
  return { slug: manifest.slug, load: () => ({ manifest: withPagination(manifest), dropped: [] }) }
}
