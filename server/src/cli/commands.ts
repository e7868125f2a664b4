/** Every command of the `patchbay` command line, in the order of `patchbay help`. */
import { catalogBuild } from './catalog-build.ts'
import type { Command } from './command.ts'
import { help } from './help.ts'
import { start } from './start.ts'
import { toolkitAdd, toolkitList, toolkitRemove, toolkitReview, toolkitSync } from './toolkit.ts'

export const commands: readonly Command[] = [
  start,
  catalogBuild,
  toolkitAdd,
  toolkitList,
  toolkitSync,
  toolkitReview,
  toolkitRemove,
  help,
]
