/** Weather, forecast, air and the places that they are asked for. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inQuery, reads } from '../parameters.ts'

const text = { type: 'string' }
const number = { type: 'number' }
const anything = { type: 'object', additionalProperties: true }
const conditions = { type: 'array', items: anything, description: 'In words: main and description.' }

const location = {
  type: 'string',
  minLength: 1,
  description: 'Name of the place, with country and in the USA state when the name is common.',
  examples: ['London', 'Paris,FR', 'Springfield,IL,US'],
}
const units = {
  type: 'string',
  enum: ['standard', 'metric', 'imperial'],
  default: 'metric',
  description: 'metric is °C and m/s, imperial °F and mph, standard kelvin and m/s.',
}
const lang = { type: 'string', description: 'Language of the words, two letters.', examples: ['de'] }
const degrees = (of: string, bound: number) => ({
  type: 'number',
  minimum: -bound,
  maximum: bound,
  description: `${of} of the place, from WEATHERMAP_GEOCODE.`,
})

export const tools = [
  {
    slug: 'WEATHERMAP_WEATHER',
    name: 'Get weather',
    description: 'Read the weather at a place now: temperature, wind, clouds, rain.',
    tags: reads,
    important: true,
    input: { type: 'object', properties: { location, units, lang }, required: ['location'] },
    output: {
      type: 'object',
      properties: {
        name: text,
        coord: anything,
        weather: conditions,
        main: {
          type: 'object',
          properties: { temp: number, feels_like: number, pressure: number, humidity: number },
        },
        visibility: { type: 'integer', description: 'Metres.' },
        wind: anything,
        clouds: anything,
        rain: anything,
        snow: anything,
        dt: { type: 'integer', description: 'When, in seconds since 1970 (UTC).' },
        sys: anything,
        timezone: { type: 'integer', description: 'Seconds ahead of UTC.' },
      },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/data/2.5/weather',
      parameters: [{ name: 'location', in: 'query', wire: 'q' }, ...inQuery('units', 'lang')],
    },
  },
  {
    slug: 'WEATHERMAP_FORECAST',
    name: 'Get forecast',
    description: 'Read the forecast of a place for five days, in steps of three hours.',
    tags: reads,
    important: true,
    input: {
      type: 'object',
      properties: {
        location,
        units,
        lang,
        cnt: { type: 'integer', minimum: 1, maximum: 40, description: 'How many steps of three hours.' },
      },
      required: ['location'],
    },
    output: {
      type: 'object',
      properties: {
        cnt: { type: 'integer' },
        list: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              dt_txt: { type: 'string', description: 'When, in UTC.' },
              main: anything,
              weather: conditions,
              wind: anything,
              pop: { type: 'number', description: 'Chance of rain or snow, 0 to 1.' },
            },
          },
        },
        city: anything,
      },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/data/2.5/forecast',
      parameters: [{ name: 'location', in: 'query', wire: 'q' }, ...inQuery('units', 'lang', 'cnt')],
    },
  },
  {
    slug: 'WEATHERMAP_AIR_POLLUTION',
    name: 'Get air quality',
    description:
      'Read how clean the air is at a point now: index from 1 (good) to 5 (very poor), and amounts.',
    tags: reads,
    important: true,
    input: {
      type: 'object',
      properties: { lat: degrees('Latitude', 90), lon: degrees('Longitude', 180) },
      required: ['lat', 'lon'],
    },
    output: { type: 'object', properties: { coord: anything, list: { type: 'array', items: anything } } },
    exec: { kind: 'http', method: 'GET', path: '/data/2.5/air_pollution', parameters: inQuery('lat', 'lon') },
  },
  {
    slug: 'WEATHERMAP_GEOCODE',
    name: 'Find place',
    description: 'Find the latitude and longitude of a place.',
    tags: reads,
    input: {
      type: 'object',
      properties: {
        location,
        limit: { type: 'integer', minimum: 1, maximum: 5, description: 'How many places at most.' },
      },
      required: ['location'],
    },
    output: {
      type: 'object',
      properties: {
        items: {
          type: 'array',
          items: {
            type: 'object',
            properties: { name: text, lat: number, lon: number, country: text, state: text },
          },
        },
      },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/geo/1.0/direct',
      parameters: [{ name: 'location', in: 'query', wire: 'q' }, ...inQuery('limit')],
    },
  },
] satisfies ToolkitInput['tools']
