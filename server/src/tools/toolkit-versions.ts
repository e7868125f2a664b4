/** The `toolkit_versions` parameter: one version for all toolkits, or one for each. */
import { z } from 'zod'

/** `toolkit_versions=latest` or `toolkit_versions[github]=20260131_00`; left out, empty or `null`: the current ones. */
export const ToolkitVersions = z.preprocess(
  (value) => (value === '' || value === 'null' ? undefined : value),
  z
    .union([z.string(), z.record(z.string(), z.string())], {
      error: 'must be "latest", a version, or toolkit_versions[toolkit]=version',
    })
    .optional(),
)

export type ToolkitVersions = z.infer<typeof ToolkitVersions>

/** The version asked for of this toolkit; undefined when none is. Toolkits may be written in any letter case. */
export function versionOf(versions: ToolkitVersions, toolkit: string): string | undefined {
  if (versions === undefined || typeof versions === 'string') return versions
  return Object.entries(versions).find(([slug]) => slug.toLowerCase() === toolkit)?.[1]
}
