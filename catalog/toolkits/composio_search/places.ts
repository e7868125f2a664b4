/** Places and their weather. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get } from '../calls.ts'
import { reads } from '../parameters.ts'
import { answer, anything, id, listOf, oneOf, text, textFields, whole } from '../schemas.ts'

const geocoding = 'https://geocoding-api.open-meteo.com/v1/search'

export const placeTools = [
  get('COMPOSIO_SEARCH_GOOGLE_MAPS_SEARCH', 'https://nominatim.openstreetmap.org/search', {
    name: 'Search map',
    description:
      'Find places and addresses on the map of OpenStreetMap, with coordinates. One call a second.',
    no_auth: true,
    query: {
      query: id('Name or address, such as cafe in Lisbon or 10 Downing Street.'),
      limit: whole('How many to return at most, 1 to 40.', { minimum: 1, maximum: 40, default: 10 }),
      countrycodes: text('Only in these countries, ISO 3166 in lower case, separated by commas.'),
    },
    required: ['query'],
    wire: { query: 'q' },
    exec: { query: { format: 'jsonv2', addressdetails: '1' } },
    output: answer({ items: listOf(textFields('display_name', 'lat', 'lon', 'category', 'type')) }),
  }),
  get('COMPOSIO_SEARCH_FIND_PLACE', geocoding, {
    name: 'Find town',
    description: 'Find towns by name, with coordinates, country, time zone and number of people.',
    no_auth: true,
    query: {
      name: id('Name of the town, or a post code.'),
      count: whole('How many to return at most.', { minimum: 1, maximum: 100 }),
      language: text('Code of the language of the names, such as en.'),
    },
    required: ['name'],
    output: answer({ results: listOf(textFields('name', 'country', 'timezone')) }),
  }),
  {
    slug: 'COMPOSIO_SEARCH_WEATHER_SEARCH',
    name: 'Get weather',
    description: 'Read the weather in a town now and on the next days, by Open-Meteo.',
    tags: reads,
    important: true,
    no_auth: true,
    input: {
      type: 'object',
      properties: {
        place: id('Name of the town, such as Oslo.'),
        forecast_days: whole('How many days, 1 to 16.', { minimum: 1, maximum: 16, default: 3 }),
        temperature_unit: oneOf(['celsius', 'fahrenheit'], 'Unit of temperatures.', { default: 'celsius' }),
      },
      required: ['place'],
    },
    output: answer({ place: anything, weather: anything }),
    exec: {
      kind: 'steps',
      steps: [
        {
          name: 'find',
          call: {
            kind: 'http',
            method: 'GET',
            path: geocoding,
            parameters: [{ name: 'place', in: 'query', wire: 'name' }],
            query: { count: '1' },
          },
        },
        {
          name: 'forecast',
          call: {
            kind: 'http',
            method: 'GET',
            path: 'https://api.open-meteo.com/v1/forecast',
            parameters: [
              { name: 'forecast_days', in: 'query' },
              { name: 'temperature_unit', in: 'query' },
            ],
            query: {
              latitude: '{{steps.find.results.0.latitude}}',
              longitude: '{{steps.find.results.0.longitude}}',
              timezone: 'auto',
              current: 'temperature_2m,relative_humidity_2m,precipitation,weather_code,wind_speed_10m',
              daily: 'weather_code,temperature_2m_max,temperature_2m_min,precipitation_sum',
            },
          },
        },
      ],
      result: { place: '{{steps.find.results.0}}', weather: '{{steps.forecast}}' },
    },
  },
] satisfies ToolkitInput['tools']
