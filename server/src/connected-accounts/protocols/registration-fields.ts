/** An OAuth app that was registered for one connection (DCR_OAUTH), as the connection remembers it. */

/** Fields in which a connection keeps the app that was registered for it, and where its server is. */
export const registrationFields = [
  'client_id',
  'client_secret',
  'client_id_issued_at',
  'client_secret_expires_at',
  'dcr_issuer',
  'dcr_authorize_url',
  'dcr_token_url',
  'dcr_revoke_url',
  'dcr_client_auth',
  'dcr_resource',
  'dcr_scopes',
  'dcr_sends_issuer',
] as const
export type Registration = Partial<Record<(typeof registrationFields)[number], string>>
