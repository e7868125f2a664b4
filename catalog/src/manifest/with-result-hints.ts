/** Puts what is known of a toolkit's results, kept beside its manifest, into the manifest. */
import type { ResultHints, ToolkitInput } from './manifest.ts'

/** Hints on the results of tools, by slug or alias. */
export type ToolkitResultHints = Readonly<Record<string, ResultHints>>

/** Hints on a tool that the toolkit does not have. */
export class ResultHintsError extends Error {
  override readonly name = 'ResultHintsError'
}

/** A manifest with the hints in it; the given one is left alone. @throws ResultHintsError */
export function withResultHints(manifest: ToolkitInput, hints: ToolkitResultHints | undefined): ToolkitInput {
  if (!hints) return manifest
  const unknown = new Set(Object.keys(hints))
  const tools = manifest.tools.map((tool) => {
    const name = [tool.slug, ...(tool.aliases ?? [])].find((each) => Object.hasOwn(hints, each))
    if (name === undefined) return tool
    unknown.delete(name)
    return { ...tool, result_hints: hints[name] }
  })
  const [first] = unknown
  if (first !== undefined)
    throw new ResultHintsError(`the result hints of ${manifest.slug} name ${first}, which is no tool`)
  return { ...manifest, tools }
}
