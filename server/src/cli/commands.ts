/** Every command of the `patchbay` command line, in the order of `patchbay help`. */
import { catalogBuild } from './catalog-build.ts'
import { catalogDiff } from './catalog-diff.ts'
import { catalogInfo } from './catalog-info.ts'
import { catalogInstall } from './catalog-install.ts'
import { catalogPack } from './catalog-pack.ts'
import type { Command } from './command.ts'
import { help } from './help.ts'
import { keysRetire, keysRotate, keysVerify } from './keys.ts'
import { panic } from './panic.ts'
import { auditExport, auditVerify } from './audit.ts'
import { approvalDecide, approvalList } from './approval.ts'
import { policyAdd, policyList, policyRemove, policyTest } from './policy.ts'
import { sessionReplay } from './session-replay.ts'
import { start } from './start.ts'
import { toolkitAdd, toolkitList, toolkitRemove, toolkitReview, toolkitSync } from './toolkit.ts'
import { triggerList, triggerLog, triggerTest } from './trigger.ts'

export const commands: readonly Command[] = [
  start,
  catalogBuild,
  toolkitAdd,
  toolkitList,
  toolkitSync,
  toolkitReview,
  toolkitRemove,
  triggerList,
  triggerLog,
  triggerTest,
  policyList,
  policyAdd,
  policyTest,
  policyRemove,
  approvalList,
  approvalDecide,
  sessionReplay,
  catalogInfo,
  catalogPack,
  catalogInstall,
  catalogDiff,
  keysRotate,
  keysVerify,
  keysRetire,
  auditVerify,
  auditExport,
  panic,
  help,
]
