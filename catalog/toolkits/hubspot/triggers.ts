import type { TriggerInput } from '../../src/manifest/trigger.ts'
import { field, http, payload, shape, type WebhookInput } from '../trigger-kit.ts'

const hook = (...match: NonNullable<WebhookInput['match']>): WebhookInput => ({
  setup: 'app',
  setup_fields: [
    {
      name: 'client_secret',
      display_name: 'Client secret',
      description: 'Under Auth of your HubSpot app; HubSpot signs its calls with it.',
    },
  ],
  verify: {
    kind: 'hmac',
    secret: 'client_secret',
    header: 'x-hubspot-signature-v3',
    encoding: 'base64',
    content: 'POST{url}{body}{timestamp}',
    timestamp_header: 'x-hubspot-request-timestamp',
  },
  explode: '_',
  route: {
    call: http('GET', '/account-info/v3/details'),
    keys: [{ path: 'portalId', equals: '{{item.portalId}}' }],
  },
  match: [...match, { path: 'appId', equals: '{{input.app_id}}' }],
  id: '{{item.portalId}}:{{item.eventId}}:{{item.subscriptionId}}',
})

const rest = {
  instructions:
    'Make a webhook endpoint for the client id of your HubSpot app, enter its URL as the target URL under Webhooks, subscribe to the event, and save the client secret at the endpoint.',
  config: shape({ app_id: { type: 'string', minLength: 1, description: 'ID of your HubSpot app.' } }),
  payload: payload({
    objectId: field('string', 'ID of the contact or deal.'),
    subscriptionType: field('string', 'What happened, as HubSpot names it.'),
    subscription_id: field('string', 'ID of the subscription in your app.'),
  }),
  map: {
    objectId: '{{item.objectId|trim}}',
    subscriptionType: '{{item.subscriptionType}}',
    subscription_id: '{{item.subscriptionId|trim}}',
  },
}

export const hubspotTriggers: TriggerInput[] = [
  {
    slug: 'HUBSPOT_CONTACT_CREATED_TRIGGER',
    name: 'Contact created',
    description: 'Fires when a contact is made in the HubSpot account.',
    ...rest,
    webhook: hook({ path: 'subscriptionType', in: ['contact.creation'] }),
  },
  {
    slug: 'HUBSPOT_DEAL_STAGE_UPDATED_TRIGGER',
    name: 'Deal moved to another stage',
    description: 'Fires when a deal of the HubSpot account is moved to another stage.',
    ...rest,
    webhook: hook(
      { path: 'subscriptionType', in: ['deal.propertyChange'] },
      { path: 'propertyName', in: ['dealstage'] },
    ),
  },
]
