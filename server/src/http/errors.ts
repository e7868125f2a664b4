/**
 * The error catalogue: every failure that the API can name, once. `docs/errors.md` lists the same table and a
 * test holds the two equal.
 *
 * A rule throws `ApiError`; `http/error-handler.ts` turns it into the envelope of the contract. Anything else
 * that is thrown is a bug: it is logged in full and answered as `InternalServerError`, with nothing disclosed.
 */

interface ErrorKind {
  /** Stable name on the wire. */
  slug: string
  /** Stable number on the wire; the published SDKs test for 1803. */
  code: number
  status: number
  /** What to do, when the thrower has nothing more specific to say. */
  suggested_fix: string
}

export const errorCatalogue = {
  BadRequest: {
    slug: 'HTTP_BadRequest',
    code: 10400,
    status: 400,
    suggested_fix: 'Correct the fields named in `errors` and send the request again.',
  },
  Unauthorized: {
    slug: 'HTTP_Unauthorized',
    code: 10401,
    status: 401,
    suggested_fix: 'Send one valid key: x-api-key (project), x-user-api-key or x-org-api-key.',
  },
  Forbidden: {
    slug: 'HTTP_Forbidden',
    code: 10403,
    status: 403,
    suggested_fix: 'Use a key of the kind that this operation accepts.',
  },
  RouteNotFound: {
    slug: 'HTTP_NotFound',
    code: 10404,
    status: 404,
    suggested_fix: 'Check the method and path against /openapi.json.',
  },
  RequestTimeout: {
    slug: 'HTTP_RequestTimeout',
    code: 10408,
    status: 408,
    suggested_fix: 'Send the request again, in full and without pausing.',
  },
  PayloadTooLarge: {
    slug: 'HTTP_PayloadTooLarge',
    code: 10413,
    status: 413,
    suggested_fix: 'Send a smaller body, or upload large content as a file.',
  },
  UnsupportedMediaType: {
    slug: 'HTTP_UnsupportedMediaType',
    code: 10415,
    status: 415,
    suggested_fix: 'Send JSON with the header content-type: application/json.',
  },
  HeadersTooLarge: {
    slug: 'HTTP_HeadersTooLarge',
    code: 10431,
    status: 431,
    suggested_fix: 'Send shorter headers and a shorter URL; long lists belong in a body.',
  },
  RateLimited: {
    slug: 'HTTP_TooManyRequests',
    code: 10429,
    status: 429,
    suggested_fix: 'Wait for the number of seconds in the retry-after header.',
  },
  InternalServerError: {
    slug: 'HTTP_InternalServerError',
    code: 10500,
    status: 500,
    suggested_fix: 'Try again; if it persists, give the request_id to the operator of this server.',
  },
  Unavailable: {
    slug: 'HTTP_ServiceUnavailable',
    code: 10503,
    status: 503,
    suggested_fix: 'Wait for the number of seconds in the retry-after header, then try again.',
  },
  ToolkitNotFound: {
    slug: 'Toolkit_NotFound',
    code: 4301,
    status: 404,
    suggested_fix: 'List the toolkits with GET /api/v3.1/toolkits?search=….',
  },
  ToolNotFound: {
    slug: 'Tool_NotFound',
    code: 2401,
    status: 404,
    suggested_fix: 'Search the tools with GET /api/v3.1/tools?query=…; slugs are UPPER_SNAKE_CASE.',
  },
  ToolHeld: {
    slug: 'Tool_HeldForReview',
    code: 2403,
    status: 403,
    suggested_fix:
      'Look at the change and approve it: patchbay toolkit review, or POST /custom/toolkits/{slug}/review.',
  },
  QuotaExceeded: {
    slug: 'Tool_QuotaExceeded',
    code: 2404,
    status: 429,
    suggested_fix:
      'Wait for the number of seconds in the retry-after header, or have the project raise its quota.',
  },
  CustomToolkitInvalid: {
    slug: 'CustomToolkit_Invalid',
    code: 4302,
    status: 422,
    suggested_fix: 'Correct the description or the settings that the message names, and send it again.',
  },
  CustomToolkitNameTaken: {
    slug: 'CustomToolkit_NameTaken',
    code: 4303,
    status: 400,
    suggested_fix: 'Choose another slug for the toolkit.',
  },
  ToolVersionNotFound: {
    slug: 'Tool_VersionNotFound',
    code: 2402,
    status: 404,
    suggested_fix: 'Use `latest` or one of the tool’s available_versions.',
  },
  AuthConfigNotFound: {
    slug: 'AuthConfig_NotFound',
    code: 607,
    status: 404,
    suggested_fix: 'List the auth configs of this project with GET /api/v3.1/auth_configs.',
  },
  AuthConfigInvalid: {
    slug: 'AuthConfig_Invalid',
    code: 608,
    status: 400,
    suggested_fix: 'See auth_config_details of GET /api/v3.1/toolkits/{slug} for schemes and their fields.',
  },
  AuthConfigDisabled: {
    slug: 'AuthConfig_Disabled',
    code: 609,
    status: 400,
    suggested_fix: 'Enable it with PATCH /api/v3.1/auth_configs/{id}/ENABLED, or use another auth config.',
  },
  ManagedAuthUnavailable: {
    slug: 'AuthConfig_ManagedAuthUnavailable',
    code: 610,
    status: 400,
    suggested_fix:
      'Create an auth config with your own credentials (use_custom_auth), or ask the operator to register the toolkit’s OAuth app in PATCHBAY_CONFIG.',
  },
  ConnectedAccountNotFound: {
    slug: 'ConnectedAccount_NotFound',
    code: 1801,
    status: 404,
    suggested_fix: 'List the connected accounts of this project with GET /api/v3.1/connected_accounts.',
  },
  ConnectedAccountInvalid: {
    slug: 'ConnectedAccount_Invalid',
    code: 1802,
    status: 400,
    suggested_fix: 'See connected_account_initiation of GET /api/v3.1/toolkits/{slug} for the fields.',
  },
  NoConnectedAccount: {
    slug: 'ActionExecute_ConnectedAccountNotFound',
    code: 1803,
    status: 404,
    suggested_fix:
      'Connect the account first: POST /api/v3.1/connected_accounts/link gives a link for the user.',
  },
  ConnectedAccountUnusable: {
    slug: 'ActionExecute_ConnectedAccountUnusable',
    code: 1804,
    status: 422,
    suggested_fix: 'Have the user connect the account again through a new link.',
  },
  ScopesMissing: {
    slug: 'ActionExecute_MissingScopes',
    code: 1824,
    status: 403,
    suggested_fix: 'Have the user connect the account again with the scopes named in `errors`.',
  },
  ConnectedAccountAliasTaken: {
    slug: 'ConnectedAccount_AliasTaken',
    code: 1805,
    status: 400,
    suggested_fix: 'Choose an alias that this user does not have yet for this toolkit.',
  },
  ConnectedAccountNotRefreshable: {
    slug: 'ConnectedAccount_NotRefreshable',
    code: 1806,
    status: 409,
    suggested_fix: 'Delete the connected account and create a new one with the new credential.',
  },
  AclOnlyForShared: {
    slug: 'ConnectedAccount_AclOnlyForShared',
    code: 1807,
    status: 400,
    suggested_fix: 'Leave acl_config_for_shared out, or set account_type to SHARED.',
  },
  RevocationNotSupported: {
    slug: 'ConnectedAccount_RevocationNotSupported',
    code: 1808,
    status: 400,
    suggested_fix:
      'Delete the connected account, and have its user remove the app in the provider’s own settings.',
  },
  NotRevokable: {
    slug: 'ConnectedAccount_NotRevokable',
    code: 1809,
    status: 409,
    suggested_fix: 'Only an ACTIVE connected account can be revoked; any other can be deleted.',
  },
  RevocationFailed: {
    slug: 'ConnectedAccount_RevocationFailed',
    code: 1811,
    status: 500,
    suggested_fix:
      'Try again; or delete the connected account, which tries again in the background for a day.',
  },
  AuthSessionNotFound: {
    slug: 'ConnectedAccount_AuthSessionNotFound',
    code: 1812,
    status: 404,
    suggested_fix:
      'Redeem each session_uri once, within ten minutes, with a key of the project that it was made in.',
  },
  AuthSessionOtherUser: {
    slug: 'ConnectedAccount_AuthSessionOtherUser',
    code: 1813,
    status: 403,
    suggested_fix:
      'Have the person who is signed in start again with a link of their own. Nothing was connected.',
  },
  ToolArgumentsInvalid: {
    slug: 'ActionExecute_InvalidArguments',
    code: 1810,
    status: 400,
    suggested_fix:
      'Correct the arguments named in `errors`; the tool’s input_parameters say what is allowed.',
  },
  TextNotUnderstood: {
    slug: 'ActionExecute_TextNotUnderstood',
    code: 1823,
    status: 422,
    suggested_fix: 'Send arguments instead of text; the tool’s input_parameters say which.',
  },
  IdempotencyKeyReused: {
    slug: 'ActionExecute_IdempotencyKeyReused',
    code: 1821,
    status: 409,
    suggested_fix: 'Send the same body as the first time, or a new Idempotency-Key for a new call.',
  },
  IdempotencyKeyBusy: {
    slug: 'ActionExecute_IdempotencyKeyBusy',
    code: 1822,
    status: 409,
    suggested_fix: 'Wait a minute and send the same request with the same Idempotency-Key again.',
  },
  NotSupported: {
    slug: 'HTTP_NotSupported',
    code: 10405,
    status: 400,
    suggested_fix: 'Leave this option out; /openapi.json lists what this version of the server does.',
  },
  SessionNotFound: {
    slug: 'ToolRouterSession_NotFound',
    code: 4001,
    status: 404,
    suggested_fix: 'Create a session with POST /api/v3.1/tool_router/session.',
  },
  SessionInvalid: {
    slug: 'ToolRouterSession_Invalid',
    code: 4002,
    status: 400,
    suggested_fix: 'Correct the session options named in `errors`.',
  },
  RecordingMismatch: {
    slug: 'Recording_Mismatch',
    code: 4009,
    status: 422,
    suggested_fix: 'Record the call again in a session with experimental.mode "record".',
  },
  SessionConfigConflict: {
    slug: 'ToolRouterSession_ConfigConflict',
    code: 4005,
    status: 409,
    suggested_fix: 'Read the session again, and patch the config_version that it has now.',
  },
  ToolNotInSession: {
    slug: 'ToolRouterSession_ToolNotFound',
    code: 4003,
    status: 400,
    suggested_fix: 'Find the tools of this session with COMPOSIO_SEARCH_TOOLS.',
  },
  ToolkitNotInSession: {
    slug: 'ToolRouterSession_ToolkitNotEnabled',
    code: 4004,
    status: 400,
    suggested_fix: 'Use a toolkit that the session enables, or create a session that enables this one.',
  },
  PermissionDenied: {
    slug: 'Permission_Denied',
    code: 4601,
    status: 403,
    suggested_fix: 'Do without this call, or have the person or the project change what is allowed.',
  },
  ApprovalRequired: {
    slug: 'Permission_ApprovalRequired',
    code: 4602,
    status: 403,
    suggested_fix:
      'Have a person decide POST /api/v3.1/approvals/{id}/decide, then repeat the call with the same arguments.',
  },
  ApprovalNotFound: {
    slug: 'Permission_ApprovalNotFound',
    code: 4603,
    status: 404,
    suggested_fix: 'List the approvals of this project with GET /api/v3.1/approvals.',
  },
  ApprovalDecided: {
    slug: 'Permission_ApprovalDecided',
    code: 4604,
    status: 409,
    suggested_fix: 'Have the call made again: it asks anew where that is needed.',
  },
  PolicyNotFound: {
    slug: 'Permission_PolicyNotFound',
    code: 4605,
    status: 404,
    suggested_fix: 'List the policies of this project with GET /api/v3.1/policies.',
  },
  DestinationRefused: {
    slug: 'Egress_DestinationRefused',
    code: 5001,
    status: 400,
    suggested_fix: 'Use a path below the toolkit’s base URL, or a host that belongs to the toolkit.',
  },
  UpstreamUnreachable: {
    slug: 'Egress_UpstreamUnreachable',
    code: 5002,
    status: 502,
    suggested_fix: 'Try again; if it persists, check that the provider’s API is up.',
  },
  UpstreamTimeout: {
    slug: 'Egress_UpstreamTimeout',
    code: 5003,
    status: 504,
    suggested_fix: 'Check whether the call took effect before you repeat it.',
  },
  McpServerNotFound: {
    slug: 'McpServer_NotFound',
    code: 4101,
    status: 404,
    suggested_fix: 'List the MCP servers of this project with GET /api/v3.1/mcp/servers.',
  },
  McpServerInvalid: {
    slug: 'McpServer_Invalid',
    code: 4102,
    status: 400,
    suggested_fix: 'Correct the fields named in `errors`.',
  },
  McpInstanceNotFound: {
    slug: 'McpServer_InstanceNotFound',
    code: 4103,
    status: 404,
    suggested_fix: 'List the users of the server with GET /api/v3.1/mcp/servers/{serverId}/instances.',
  },
  McpInstanceExists: {
    slug: 'McpServer_InstanceExists',
    code: 4104,
    status: 409,
    suggested_fix: 'Use the instance that there is: its id is the user id.',
  },
  McpInstanceUnconnected: {
    slug: 'McpServer_InstanceUnconnected',
    code: 4105,
    status: 403,
    suggested_fix:
      'Connect the accounts named in `errors` through POST /api/v3.1/connected_accounts/link first.',
  },
  McpUserMissing: {
    slug: 'McpServer_UserMissing',
    code: 4106,
    status: 400,
    suggested_fix: 'Add ?user_id=… or ?connected_account_id=… to the URL of the MCP server.',
  },
  TriggerTypeNotFound: {
    slug: 'TriggerType_NotFound',
    code: 5201,
    status: 404,
    suggested_fix: 'List the trigger types with GET /api/v3.1/triggers_types.',
  },
  TriggerNotFound: {
    slug: 'Trigger_NotFound',
    code: 5202,
    status: 404,
    suggested_fix:
      'List the trigger instances with GET /api/v3.1/trigger_instances/active?show_disabled=true.',
  },
  TriggerDisabled: {
    slug: 'Trigger_Disabled',
    code: 5207,
    status: 400,
    suggested_fix: 'Enable it: PATCH /api/v3.1/trigger_instances/manage/{triggerId} {"status": "enable"}.',
  },
  TriggerConfigInvalid: {
    slug: 'Trigger_InvalidConfig',
    code: 5203,
    status: 400,
    suggested_fix: 'Correct the fields of trigger_config named in `errors`.',
  },
  TriggerScopesMissing: {
    slug: 'Trigger_MissingScopes',
    code: 5208,
    status: 400,
    suggested_fix:
      'Add one of the scopes to the auth config, have the user connect again, then create the trigger again.',
  },
  TriggerSetupFailed: {
    slug: 'Trigger_SetupFailed',
    code: 5204,
    status: 400,
    suggested_fix: 'Check what the account may do at the provider, then create the trigger again.',
  },
  WebhookEndpointNotFound: {
    slug: 'WebhookEndpoint_NotFound',
    code: 5205,
    status: 404,
    suggested_fix: 'List the webhook endpoints with GET /api/v3.1/webhook_endpoints.',
  },
  WebhookEndpointInvalid: {
    slug: 'WebhookEndpoint_Invalid',
    code: 5206,
    status: 400,
    suggested_fix: 'Correct the fields named in `errors`.',
  },
  WebhookSubscriptionNotFound: {
    slug: 'WebhookSubscription_NotFound',
    code: 5101,
    status: 404,
    suggested_fix: 'List the webhook subscriptions of this project with GET /api/v3.1/webhook_subscriptions.',
  },
  WebhookSubscriptionInvalid: {
    slug: 'WebhookSubscription_Invalid',
    code: 5102,
    status: 400,
    suggested_fix: 'Correct the fields named in `errors`.',
  },
  WebhookSubscriptionExists: {
    slug: 'WebhookSubscription_Exists',
    code: 5103,
    status: 409,
    suggested_fix: 'Change the one that there is with PATCH /api/v3.1/webhook_subscriptions/{id}.',
  },
  WebhookDeliveryNotFound: {
    slug: 'WebhookSubscription_DeliveryNotFound',
    code: 5104,
    status: 404,
    suggested_fix: 'List the deliveries with GET /api/v3.1/webhook_subscriptions/{id}/deliveries.',
  },
  EventNotFound: {
    slug: 'Event_NotFound',
    code: 5105,
    status: 404,
    suggested_fix:
      'Leave the id of the last event out, or say since when with `since`; events are kept for a time.',
  },
  RealtimeUnavailable: {
    slug: 'Realtime_Unavailable',
    code: 5301,
    status: 400,
    suggested_fix:
      'Set PATCHBAY_REALTIME_URL to an https URL of this server, or the PATCHBAY_PUSHER_… variables; or read GET /api/v3.1/events/stream, which needs no TLS.',
  },
  RealtimeRefused: {
    slug: 'Realtime_Refused',
    code: 5302,
    status: 403,
    suggested_fix: 'Subscribe to private-<project_id>_triggers, with the project_id of the credentials.',
  },
  ProjectNotFound: {
    slug: 'Project_NotFound',
    code: 3001,
    status: 404,
    suggested_fix: 'List the projects of this organisation with GET /api/v3.1/org/owner/project/list.',
  },
  ProjectInvalid: {
    slug: 'Project_Invalid',
    code: 3002,
    status: 400,
    suggested_fix: 'Correct the fields named in `errors`.',
  },
  ClaimNotFound: {
    slug: 'Organization_ClaimNotFound',
    code: 3101,
    status: 404,
    suggested_fix: 'Make a new claim with POST /api/v3.1/org/clanker/create_claim; one is valid for 7 days.',
  },
  CliSessionNotFound: {
    slug: 'Cli_SessionNotFound',
    code: 3104,
    status: 404,
    suggested_fix: 'Start the login again: POST /api/v3.1/cli/create-session. One is valid for 10 minutes.',
  },
  AlreadyClaimed: {
    slug: 'Organization_AlreadyClaimed',
    code: 3102,
    status: 409,
    suggested_fix: 'Ask the person who claimed this organisation to add others.',
  },
  ManagedAppNotFound: {
    slug: 'Organization_ManagedAppNotFound',
    code: 3103,
    status: 404,
    suggested_fix: 'List the OAuth apps of the organisation with GET /api/v3.1/org/managed_auth.',
  },
  MigrationIdNotFound: {
    slug: 'Migration_IdNotFound',
    code: 3201,
    status: 404,
    suggested_fix: 'Check the UUID and its type: CONNECTED_ACCOUNT, AUTH_CONFIG or TRIGGER_INSTANCE.',
  },
  UsageInvalid: {
    slug: 'Usage_Invalid',
    code: 3301,
    status: 400,
    suggested_fix: 'Correct the fields named in `errors`.',
  },
  WorkbenchUnavailable: {
    slug: 'Workbench_Unavailable',
    code: 4501,
    status: 400,
    suggested_fix: 'Run the tools one by one, or have the operator set the workbench up: see README.md.',
  },
  WorkbenchBusy: {
    slug: 'Workbench_Busy',
    code: 4502,
    status: 429,
    suggested_fix: 'Wait until other calls have ended, then try again.',
  },
  WorkbenchEnded: {
    slug: 'Workbench_Ended',
    code: 4503,
    status: 400,
    suggested_fix:
      'Call again: a new sandbox starts with the files of /mnt/files and without variables. Use less memory and time.',
  },
  RecipeInvalid: {
    slug: 'Recipe_Invalid',
    code: 4504,
    status: 400,
    suggested_fix: 'Correct the fields named in `errors`.',
  },
  RecipeNotFound: {
    slug: 'Recipe_NotFound',
    code: 4505,
    status: 404,
    suggested_fix: 'List the recipes of this user with COMPOSIO_GET_RECIPE.',
  },
  FileInvalid: {
    slug: 'File_Invalid',
    code: 3401,
    status: 400,
    suggested_fix: 'Correct the fields named in `errors`.',
  },
  FileNotFound: {
    slug: 'File_NotFound',
    code: 3402,
    status: 404,
    suggested_fix:
      'Upload the file again: POST /api/v3.1/files/upload/request gives a key and a link for it.',
  },
  FileLinkInvalid: {
    slug: 'File_LinkInvalid',
    code: 3403,
    status: 403,
    suggested_fix: 'Use the link exactly as it was given, with the method that it is for.',
  },
  FileLinkExpired: {
    slug: 'File_LinkExpired',
    code: 3404,
    status: 403,
    suggested_fix: 'Ask for a new link.',
  },
  FileTooLarge: {
    slug: 'File_TooLarge',
    code: 3405,
    status: 413,
    suggested_fix: 'Send a smaller file, or have the operator raise PATCHBAY_MAX_FILE_MB.',
  },
  FileDiffers: {
    slug: 'File_Differs',
    code: 3406,
    status: 400,
    suggested_fix: 'Send the bytes whose MD5 was given when the link was requested, or request a new one.',
  },
  MountNotFound: {
    slug: 'File_MountNotFound',
    code: 3407,
    status: 404,
    suggested_fix: 'Use the mount `files`.',
  },
  LogNotFound: {
    slug: 'Log_NotFound',
    code: 6001,
    status: 404,
    suggested_fix: 'Use the log_id of an execution of this project.',
  },
} as const satisfies Record<string, ErrorKind>

export type ErrorName = keyof typeof errorCatalogue

export interface ErrorEnvelope {
  error: {
    message: string
    code: number
    slug: string
    status: number
    request_id: string
    suggested_fix: string
    errors?: string[]
  }
}

export interface ApiErrorOptions {
  /** Overrides the catalogue's advice with something more specific. */
  suggestedFix?: string
  /** One line for each field that is wrong, naming it. */
  errors?: string[]
  /** The page on which the user of an account can mend it, for those who show links themselves. */
  link?: { accountId: string; userId: string; url: string }
  /** Response headers that belong to the error, such as retry-after. */
  headers?: Record<string, string>
  cause?: unknown
}

/** A failure that is the caller's, or a known state: shown to the caller as it is. */
export class ApiError extends Error {
  readonly kind: ErrorName
  readonly status: number
  readonly options: ApiErrorOptions
  /** Id of the log row of the execution that failed with this error. */
  logId: string | undefined

  /** @param message for the caller to read: it names the field or object, and holds no secret. */
  constructor(kind: ErrorName, message: string, options: ApiErrorOptions = {}) {
    super(message, { cause: options.cause })
    this.name = 'ApiError'
    this.kind = kind
    this.status = errorCatalogue[kind].status
    this.options = options
  }

  toEnvelope(requestId: string): ErrorEnvelope {
    const { slug, code, status, suggested_fix } = errorCatalogue[this.kind]
    const { suggestedFix, errors } = this.options
    return {
      error: {
        message: this.message,
        code,
        slug,
        status,
        request_id: requestId,
        suggested_fix: suggestedFix ?? suggested_fix,
        ...(errors && { errors }),
      },
    }
  }
}
