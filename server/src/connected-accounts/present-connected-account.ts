/** A connected account as the API shows it: every secret masked, unless the project's settings say otherwise. */
import type { z } from 'zod'
import { authConfigsById, isUsable, type AuthConfigRow } from '../auth-configs/auth-configs.ts'
import type { Deps } from '../deps.ts'
import { projectConfig } from '../projects/project-config.ts'
import { mask, REDACTED } from '../vault/secret.ts'
import { VaultError } from '../vault/vault.ts'
import type { ConnectedAccount } from './connected-accounts.contract.ts'
import type { ConnectedAccountRow } from './connected-accounts.table.ts'
import { openSealed } from './sealed-credential.ts'
import { presentSharing } from './sharing.ts'

type PresentDeps = Pick<Deps, 'db' | 'vault' | 'log' | 'catalog'>

/** What the refresh keeps for itself. */
const internal: ReadonlySet<string> = new Set(['previous_refresh_token'])

/** Parts of a token response that are no secret and that the SDKs show. */
const plain: ReadonlySet<string> = new Set(['token_type', 'scope', 'expires_in'])

/** Seconds since 1970, kept as text like every field. As text in an answer, the SDKs drop the account's whole state. */
const times: ReadonlySet<string> = new Set(['client_id_issued_at', 'client_secret_expires_at'])

/** Whether a project wants to see its users' secrets whole in the answers of the API: `false` only when it said so. */
export async function masksSecrets(deps: Pick<Deps, 'db'>, projectId: string): Promise<boolean> {
  return (await projectConfig(deps, projectId)).mask_secret_keys_in_connected_account
}

/**
 * Accounts of one project in the shape of the contract, with their auth configs.
 * @param masked `false` shows secrets whole: only for an answer to the project itself, never for what is stored.
 */
export async function presentAccounts(
  deps: PresentDeps,
  projectId: string,
  rows: readonly ConnectedAccountRow[],
  masked = true,
): Promise<z.input<typeof ConnectedAccount>[]> {
  const configs = await authConfigsById(
    deps,
    projectId,
    rows.map(({ authConfigId }) => authConfigId),
  )
  return rows.map((row) => presentAccount(deps, row, configs.get(row.authConfigId), masked))
}

/**
 * `state.val` of an account. The SDKs read an `access_token` from every OAuth account and a `redirectUrl` from
 * one that is under way; the link is known only by its hash, so here it is hidden like a secret.
 */
export function stateValues(
  deps: Pick<PresentDeps, 'vault' | 'log'>,
  row: ConnectedAccountRow,
  { redirectUrl = REDACTED, masked = true }: { redirectUrl?: string | undefined; masked?: boolean } = {},
) {
  const waiting = row.status === 'INITIATED' || row.status === 'INITIALIZING'
  return {
    ...row.publicFields,
    ...shownCredential(deps, row, masked),
    status: row.status,
    ...(row.authScheme === 'OAUTH2' && waiting && { access_token: REDACTED }),
    ...(waiting && { redirectUrl }),
    ...(row.callbackUrl !== null && { callback_url: row.callbackUrl }),
  }
}

function presentAccount(
  deps: PresentDeps,
  row: ConnectedAccountRow,
  authConfig: AuthConfigRow | undefined,
  masked: boolean,
): z.input<typeof ConnectedAccount> {
  const val = stateValues(deps, row, { masked })
  const endpoint = deps.catalog.toolkit(row.toolkit)?.current_user?.path
  return {
    id: row.id,
    word_id: row.wordId,
    alias: row.alias,
    user_id: row.userId,
    toolkit: { slug: row.toolkit },
    auth_config: {
      id: row.authConfigId,
      auth_scheme: row.authScheme,
      is_composio_managed: authConfig?.type === 'default',
      is_disabled: !isUsable(authConfig),
      deprecated: { uuid: authConfig?.uuid ?? '' },
    },
    status: row.status,
    status_reason: row.statusReason,
    is_disabled: row.isDisabled,
    state: { authScheme: row.authScheme, val },
    data: val,
    params: { ...row.publicFields },
    ...(endpoint !== undefined && { test_request_endpoint: endpoint }),
    experimental: presentSharing(row),
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
    deprecated: { labels: [], uuid: row.uuid },
  }
}

/** One account that does not open must not take the whole list with it; the vault's error holds no secret. */
function shownCredential(
  { vault, log }: Pick<PresentDeps, 'vault' | 'log'>,
  row: ConnectedAccountRow,
  masked: boolean,
): Record<string, string | number> {
  try {
    const credential = openSealed(vault, row)?.reveal() ?? {}
    return Object.fromEntries(
      Object.entries(credential)
        .filter(([name]) => !internal.has(name))
        .map(([name, value]) => [name, shownValue(name, value, masked)]),
    )
  } catch (error) {
    if (!(error instanceof VaultError)) throw error
    log.error({ accountId: row.id, code: error.code }, 'a credential does not open')
    return {}
  }
}

function shownValue(name: string, value: string, masked: boolean): string | number {
  if (times.has(name) && /^[0-9]{1,15}$/.test(value)) return Number(value)
  return masked && !plain.has(name) ? mask(value) : value
}
