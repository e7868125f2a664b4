/** The toolkits that are shipped: the table of contents of the catalog, in alphabetical order. */
import { airtable } from './airtable/toolkit.ts'
import { asana } from './asana/toolkit.ts'
import { bill } from './bill/toolkit.ts'
import { bitbucket } from './bitbucket/toolkit.ts'
import { box } from './box/toolkit.ts'
import { cal } from './cal/toolkit.ts'
import { calendly } from './calendly/toolkit.ts'
import { canvas } from './canvas/toolkit.ts'
import { clickup } from './clickup/toolkit.ts'
import { cloudflare } from './cloudflare/toolkit.ts'
import { coda } from './coda/toolkit.ts'
import { composioSearch } from './composio_search/toolkit.ts'
import { confluence } from './confluence/toolkit.ts'
import { datadog } from './datadog/toolkit.ts'
import { discord } from './discord/toolkit.ts'
import { dropbox } from './dropbox/toolkit.ts'
import { elevenlabs } from './elevenlabs/toolkit.ts'
import { exa } from './exa/toolkit.ts'
import { excel } from './excel/toolkit.ts'
import { figma } from './figma/toolkit.ts'
import { fireflies } from './fireflies/toolkit.ts'
import { firecrawl } from './firecrawl/toolkit.ts'
import { freshdesk } from './freshdesk/toolkit.ts'
import { github } from './github/load.ts'
import { gitlab } from './gitlab/toolkit.ts'
import { gmail } from './gmail/toolkit.ts'
import { googlecalendar } from './googlecalendar/toolkit.ts'
import { googledocs } from './googledocs/toolkit.ts'
import { googledrive } from './googledrive/toolkit.ts'
import { googlemeet } from './googlemeet/toolkit.ts'
import { googlesheets } from './googlesheets/toolkit.ts'
import { googlesuper } from './googlesuper/toolkit.ts'
import { googletasks } from './googletasks/toolkit.ts'
import { hackernews } from './hackernews/toolkit.ts'
import { hubspot } from './hubspot/toolkit.ts'
import { intercom } from './intercom/toolkit.ts'
import { jira } from './jira/toolkit.ts'
import { linear } from './linear/toolkit.ts'
import { linkedin } from './linkedin/toolkit.ts'
import { mailchimp } from './mailchimp/toolkit.ts'
import { microsoftTeams } from './microsoft_teams/toolkit.ts'
import { monday } from './monday/toolkit.ts'
import { neon } from './neon/toolkit.ts'
import { notion } from './notion/toolkit.ts'
import { oneDrive } from './one_drive/toolkit.ts'
import { openai } from './openai/toolkit.ts'
import { outlook } from './outlook/toolkit.ts'
import { pagerduty } from './pagerduty/toolkit.ts'
import { paypal } from './paypal/toolkit.ts'
import { perplexityai } from './perplexityai/toolkit.ts'
import { pipedrive } from './pipedrive/toolkit.ts'
import { posthog } from './posthog/toolkit.ts'
import { quickbooks } from './quickbooks/toolkit.ts'
import { reddit } from './reddit/toolkit.ts'
import { resend } from './resend/toolkit.ts'
import { salesforce } from './salesforce/toolkit.ts'
import { sendgrid } from './sendgrid/toolkit.ts'
import { sentry } from './sentry/toolkit.ts'
import { serpapi } from './serpapi/toolkit.ts'
import { sharePoint } from './share_point/toolkit.ts'
import { shopify } from './shopify/toolkit.ts'
import { slack } from './slack/toolkit.ts'
import { slackbot } from './slackbot/toolkit.ts'
import { spotify } from './spotify/toolkit.ts'
import { stripe } from './stripe/toolkit.ts'
import { supabase } from './supabase/toolkit.ts'
import { tavily } from './tavily/toolkit.ts'
import { todoist } from './todoist/toolkit.ts'
import { trello } from './trello/toolkit.ts'
import { twilio } from './twilio/toolkit.ts'
import { twitter } from './twitter/toolkit.ts'
import { vercel } from './vercel/toolkit.ts'
import { weathermap } from './weathermap/toolkit.ts'
import { xero } from './xero/toolkit.ts'
import { youtube } from './youtube/toolkit.ts'
import { zendesk } from './zendesk/toolkit.ts'
import { zoom } from './zoom/toolkit.ts'
import { handWritten } from './source.ts'
import type { ToolkitSource } from './source.ts'

export const toolkitSources: readonly ToolkitSource[] = [
  handWritten(airtable),
  handWritten(asana),
  handWritten(bill),
  handWritten(bitbucket),
  handWritten(box),
  handWritten(cal),
  handWritten(calendly),
  handWritten(canvas),
  handWritten(clickup),
  handWritten(cloudflare),
  handWritten(coda),
  handWritten(composioSearch),
  handWritten(confluence),
  handWritten(datadog),
  handWritten(discord),
  handWritten(dropbox),
  handWritten(elevenlabs),
  handWritten(exa),
  handWritten(excel),
  handWritten(figma),
  handWritten(fireflies),
  handWritten(firecrawl),
  handWritten(freshdesk),
  github,
  handWritten(gitlab),
  handWritten(gmail),
  handWritten(googlecalendar),
  handWritten(googledocs),
  handWritten(googledrive),
  handWritten(googlemeet),
  handWritten(googlesheets),
  handWritten(googlesuper),
  handWritten(googletasks),
  handWritten(hackernews),
  handWritten(hubspot),
  handWritten(intercom),
  handWritten(jira),
  handWritten(linear),
  handWritten(linkedin),
  handWritten(mailchimp),
  handWritten(microsoftTeams),
  handWritten(monday),
  handWritten(neon),
  handWritten(notion),
  handWritten(oneDrive),
  handWritten(openai),
  handWritten(outlook),
  handWritten(pagerduty),
  handWritten(paypal),
  handWritten(perplexityai),
  handWritten(pipedrive),
  handWritten(posthog),
  handWritten(quickbooks),
  handWritten(reddit),
  handWritten(resend),
  handWritten(salesforce),
  handWritten(sendgrid),
  handWritten(sentry),
  handWritten(serpapi),
  handWritten(sharePoint),
  handWritten(shopify),
  handWritten(slack),
  handWritten(slackbot),
  handWritten(spotify),
  handWritten(stripe),
  handWritten(supabase),
  handWritten(tavily),
  handWritten(todoist),
  handWritten(trello),
  handWritten(twilio),
  handWritten(twitter),
  handWritten(vercel),
  handWritten(weathermap),
  handWritten(xero),
  handWritten(youtube),
  handWritten(zendesk),
  handWritten(zoom),
]
