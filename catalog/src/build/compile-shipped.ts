/** The shipped toolkits, loaded and validated one at a time. */
import { guidanceOf } from '../../toolkits/guidance.ts'
import { resultHintsOf } from '../../toolkits/result-hints.ts'
import { toolkitSources } from '../../toolkits/index.ts'
import type { LoadedToolkit } from '../../toolkits/source.ts'
import type { Toolkit } from '../manifest/manifest.ts'
import { withGuidance } from '../manifest/with-guidance.ts'
import { withResultHints } from '../manifest/with-result-hints.ts'
import { parseManifest } from '../manifest/parse-manifest.ts'

export type ShippedToolkit = { toolkit: Toolkit; dropped: LoadedToolkit['dropped'] }

/** Slugs of all shipped toolkits, in alphabetical order. */
export function shippedSlugs(): string[] {
  return toolkitSources.map(({ slug }) => slug).toSorted()
}

/** Loads one shipped toolkit. @throws ManifestError, OverlayError, RangeError when it is not shipped. */
export function compileShipped(slug: string): ShippedToolkit {
  const source = toolkitSources.find((candidate) => candidate.slug === slug)
  if (!source) throw new RangeError(`there is no toolkit ${slug}`)
  const { manifest, dropped } = source.load()
  const hinted = withResultHints(manifest, resultHintsOf.get(slug))
  return { toolkit: parseManifest(withGuidance(hinted, guidanceOf.get(slug))), dropped }
}
