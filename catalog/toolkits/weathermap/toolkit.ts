/** OpenWeather, with an API key of one's own; its free plan is enough for these tools. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { tools } from './tools.ts'

export const weathermap = {
  manifest: 1,
  slug: 'weathermap',
  name: 'OpenWeatherMap',
  description: 'Look up the weather now, the forecast for five days and the quality of the air at a place.',
  logo: 'https://openweathermap.org/themes/openweathermap/assets/vendor/owm/img/icons/logo_60x60.png',
  app_url: 'https://openweathermap.org',
  auth_guide_url: 'https://openweathermap.org/appid',
  categories: ['other-/-miscellaneous'],
  aliases: ['openweathermap', 'openweather', 'weather'],
  http: { base_url: 'https://api.openweathermap.org', error_paths: ['message'] },
  auth: [
    {
      mode: 'API_KEY',
      name: 'openweather_api_key',
      hint_url: 'https://home.openweathermap.org/api_keys',
      connected_account_fields: [
        {
          name: 'generic_api_key',
          display_name: 'API key',
          description: 'An API key of your OpenWeather account. A new key works after an hour or so.',
          secret: true,
          help_url: 'https://home.openweathermap.org/api_keys',
        },
      ],
      // OpenWeather reads the key from the query and from nowhere else.
      inject: { query: { appid: '{{conn.generic_api_key}}' } },
    },
  ],
  current_user: { method: 'GET', path: '/geo/1.0/direct?q=London&limit=1' },
  tools,
} satisfies ToolkitInput
