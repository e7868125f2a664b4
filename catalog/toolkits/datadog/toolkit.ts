/** Datadog, on any of its sites. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { dashboardTools } from './dashboards.ts'
import { eventTools } from './events.ts'
import { hostTools } from './hosts.ts'
import { logTools } from './logs.ts'
import { metricTools } from './metrics.ts'
import { monitorTools } from './monitors.ts'
import { teamTools } from './team.ts'

export const datadog = {
  manifest: 1,
  slug: 'datadog',
  name: 'Datadog',
  description: 'Query metrics and logs, and manage monitors, downtimes, dashboards, events and host tags.',
  logo: 'https://www.datadoghq.com/favicon.ico',
  app_url: 'https://www.datadoghq.com',
  auth_guide_url: 'https://docs.datadoghq.com/account_management/api-app-keys/',
  categories: ['developer-tools-&-devops', 'analytics-&-data'],
  aliases: ['dd', 'datadoghq'],
  http: {
    base_url: 'https://api.{{conn.site|default:datadoghq.com|host}}',
    error_paths: ['errors.0.detail', 'errors.0', 'error'],
  },
  auth: [
    {
      mode: 'API_KEY',
      name: 'datadog_keys',
      hint_url: 'https://app.datadoghq.com/organization-settings/api-keys',
      connected_account_fields: [
        {
          name: 'generic_api_key',
          display_name: 'API key',
          description: 'An API key of your organization.',
          secret: true,
          help_url: 'https://app.datadoghq.com/organization-settings/api-keys',
        },
        {
          name: 'application_key',
          display_name: 'Application key',
          description: 'An application key of your user; it decides what may be read and changed.',
          secret: true,
          help_url: 'https://app.datadoghq.com/organization-settings/application-keys',
        },
        {
          name: 'site',
          display_name: 'Site',
          description:
            'Your Datadog site: datadoghq.com, us3.datadoghq.com, us5.datadoghq.com, datadoghq.eu, …',
          required: false,
          default: 'datadoghq.com',
        },
      ],
      inject: {
        headers: {
          'dd-api-key': '{{conn.generic_api_key}}',
          'dd-application-key': '{{conn.application_key}}',
        },
      },
    },
  ],
  current_user: { method: 'GET', path: '/api/v1/validate' },
  tools: [
    ...monitorTools,
    ...metricTools,
    ...logTools,
    ...eventTools,
    ...dashboardTools,
    ...hostTools,
    ...teamTools,
  ],
} satisfies ToolkitInput
