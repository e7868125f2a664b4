/** `patchbay audit …`: the trail of who did what, checked and exported. */
import { parseEnv } from '../env.ts'
import { command, UsageError } from './command.ts'

export const auditVerify = command({
  name: 'audit verify',
  summary: 'check that no audit row was changed, taken out or put in',
  details: [
    'Each line names a chain (a project, or an organisation), its length and its last hash. Keep the lines elsewhere:',
    'a chain that is shorter later, or has another hash at that length, was cut. Exits with 1 when one is broken.',
  ].join('\n'),
  async run(_input, { env, out, err }) {
    const { withVault } = await import('../startup/command-vault.ts')
    const { chainAudit, verifyChains } = await import('../audit/audit.ts')
    const { systemClock } = await import('../clock.ts')
    return withVault(parseEnv(env), err, async ({ db, vault }) => {
      const deps = { db, vault, clock: systemClock }
      let broken = 0
      while ((await chainAudit(deps)) > 0);
      for await (const { chain, intact, brokenAt, hash } of verifyChains(deps)) {
        if (brokenAt === undefined) {
          out(`${chain} ${intact} ${hash}\n`)
          continue
        }
        broken += 1
        err(`${chain}: row ${brokenAt} is not as it was written\n`)
      }
      return broken > 0 ? 1 : 0
    })
  },
})

export const auditExport = command({
  name: 'audit export',
  summary: 'print the audit trail, a JSON object a line',
  usage: '[--project ID] [--since TIME]',
  details: [
    '  --project ID   only rows of this project',
    '  --since TIME   only rows from this time on, as 2026-11-28 or 2026-11-28T09:00:00Z',
  ].join('\n'),
  options: { project: { type: 'string' }, since: { type: 'string' } },
  async run({ values }, { env, out, err }) {
    const since = values.since === undefined ? undefined : new Date(values.since)
    if (since !== undefined && Number.isNaN(since.getTime())) throw new UsageError('--since is not a time')
    const { withVault } = await import('../startup/command-vault.ts')
    const { exportAudit } = await import('../audit/audit.ts')
    return withVault(parseEnv(env), err, async ({ db }) => {
      for await (const { id: _id, ...row } of exportAudit(db, { projectId: values.project, since })) {
        out(`${JSON.stringify(row)}\n`)
      }
      return 0
    })
  },
})
