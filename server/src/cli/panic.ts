/** `patchbay panic`: ends every connection that matches, here and at the providers. */
import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseEnv } from '../env.ts'
import { command, UsageError } from './command.ts'

interface Signed {
  report: unknown
  signature: string
}

export const panic = command({
  name: 'panic',
  summary: 'revoke every connected account of a toolkit, a user or a project at once',
  usage: '[--toolkit SLUG] [--user ID] [--project ID] [--drill] [--out FILE] | --verify FILE',
  details: [
    '  --toolkit SLUG   accounts at this toolkit',
    '  --user ID        accounts of this user',
    '  --project ID     accounts of this project; what is given together must all match',
    '  --drill          rehearse: open every credential and make every request, but to a stand-in; change nothing',
    '  --out FILE       where the signed report goes (patchbay-panic-TIME.json)',
    '  --verify FILE    say whether this installation signed that report',
    '',
    'Accounts stop working first, then their providers are told; those that do not answer are told later by the',
    'server. Exits with 1 when a provider refused.',
  ].join('\n'),
  options: {
    toolkit: { type: 'string' },
    user: { type: 'string' },
    project: { type: 'string' },
    drill: { type: 'boolean' },
    out: { type: 'string' },
    verify: { type: 'string' },
  },
  async run({ values }, { env: source, out, err }) {
    const { toolkit, user, project, drill = false, verify } = values
    if (verify === undefined && (toolkit ?? user ?? project) === undefined)
      throw new UsageError('--toolkit, --user or --project is missing')
    const { withServices } = await import('../startup/command-services.ts')
    return withServices(parseEnv(source), err, async (deps, forProject) => {
      const { vault } = deps
      if (verify !== undefined) {
        const { report, signature } = JSON.parse(await readFile(verify, 'utf8')) as Signed
        const isOurs = vault.verifySignature(JSON.stringify(report), signature)
        out(isOurs ? 'signed by this installation\n' : 'not signed by this installation, or changed since\n')
        return isOurs ? 0 : 1
      }
      const { panic: end } = await import('../connected-accounts/panic.ts')
      const { standIn } = await import('../egress/stand-in.ts')
      const replaced = <D extends typeof deps>(given: D): D =>
        drill ? { ...given, egress: standIn(given.egress) } : given
      const report = await end(
        replaced(deps),
        async (projectId) => replaced(await forProject(projectId)),
        { toolkit, user, project },
        drill,
      )
      const file = resolve(values.out ?? `patchbay-panic-${report.started_at.replaceAll(/[:.]/g, '-')}.json`)
      const signature = vault.sign(JSON.stringify(report))
      await writeFile(file, `${JSON.stringify({ report, signature }, undefined, 2)}\n`, { mode: 0o600 })
      const counts = Object.entries(report.totals).map(([outcome, count]) => `${count} ${outcome}`)
      out(
        `${drill ? 'drill: ' : ''}${report.accounts.length} account${report.accounts.length === 1 ? '' : 's'} (${counts.join(', ')})\n${file}\n`,
      )
      return report.totals['failed'] === undefined ? 0 : 1
    })
  },
})
