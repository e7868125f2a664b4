import { startEmulate, type ProviderStandIn, type StandInOptions } from './emulate.ts'
import { providerProfiles, type ProviderName } from './provider-profiles.ts'
import { startTokenLedger, type TokenLedger } from './token-ledger.ts'

export type Provider = Omit<ProviderStandIn, 'publicUrl'> & { readonly ledger: TokenLedger }

/**
 * A stand-in behind its token ledger: `url`, `authorizeUrl` and `tokenUrl` are the ledger's, and links inside
 * the stand-in's answers lead there as well. Tokens given in `tokens` are known to both.
 */
export async function startProvider(
  service: ProviderName,
  { ttlSeconds, ...options }: Omit<StandInOptions, 'publicUrl'> & { ttlSeconds?: number } = {},
): Promise<Provider> {
  const profile = providerProfiles[service]
  const ledger = await startTokenLedger(ttlSeconds === undefined ? { profile } : { profile, ttlSeconds })
  const standIn = await startEmulate(service, { ...options, publicUrl: ledger.url })
  ledger.attach(standIn.url)
  for (const [token, { login }] of Object.entries(options.tokens ?? {})) ledger.issue(token, { user: login })
  return {
    service,
    url: ledger.url,
    authorizeUrl: standIn.authorizeUrl,
    tokenUrl: standIn.tokenUrl,
    ledger,
    reset: standIn.reset,
    close: async () => {
      await ledger.close()
      await standIn.close()
    },
  }
}
