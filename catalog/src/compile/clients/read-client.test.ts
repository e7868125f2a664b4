import { expect, test } from 'vitest'
import type { ClientHead, Generator } from '../../sources/clients.ts'
import { compileUnit } from '../compile-unit.ts'
import { OpenApiError } from '../openapi.ts'
import { readClient } from './read-client.ts'

const head = {
  title: 'Acme',
  description: 'What the company makes and sells.',
  provider: 'acme.com',
  server: 'https://api.acme.com',
  securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
}

/** The tools that the files of a client become. */
function toolsOf(generator: Generator, files: Record<string, string>, client: ClientHead = head) {
  const sources = Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text) }))
  const use = { toolkit: 'acme', client: { generator, head: client } }
  const { manifest, dropped } = compileUnit(sources, { use, knownSlugs: new Set() })
  expect(dropped).toStrictEqual([])
  return new Map(manifest.tools.map((tool) => [tool.slug, tool]))
}

test('a client of @hey-api is read: path, query and body by their wire names, forms, words before the call', () => {
  const tools = toolsOf('hey-api', {
    'index.js': `var listATeam_sThings = (options) => (options.client ?? client).get({
  security: [{ scheme: "bearer", type: "http" }],
  url: "/teams/{team_id}/things/",
  ...options
});
var uploadAThing = (options) => (options?.client ?? client).post({
  ...formDataBodySerializer,
  url: "/things/",
  ...options
});`,
    'sdk.gen.d.ts': `import { type Client } from './client';
/** All things of a team. */
export declare const listATeam_sThings: <E extends boolean = false>(options: Options<ListATeamSthingsData, E>) => import("./client").Result<X, E, "fields">;
export declare const uploadAThing: <E extends boolean = false>(options: Options<UploadAThingData, E>) => R;`,
    'types.gen.d.ts': `export type ListATeamSThingsData = {
    body?: never;
    path: { /** Whose things. */ team_id: string; };
    query?: { 'per-page'?: number; kind?: 'small' | 'large' | null; };
    url: '/teams/{team_id}/things/';
};
export type ListATeamSThingsResponses = { 200: Array<{ id: number }>; };
export type UploadAThingData = { body: { file: Blob | File; note?: string }; path?: never; query?: never; url: '/things/'; };`,
  })
  const list = tools.get('ACME_LIST_A_TEAMS_THINGS')
  expect(list).toMatchObject({
    name: "List a team's things",
    description: "List a team's things. All things of a team.",
  })
  expect(list?.input).toMatchObject({
    required: ['team_id'],
    properties: {
      team_id: { type: 'string', description: 'Whose things.' },
      'per-page': { type: 'number' },
      kind: { enum: ['small', 'large', null] },
    },
  })
  expect(list?.exec).toMatchObject({ method: 'GET', path: '/teams/{team_id}/things/' })
  expect(tools.get('ACME_UPLOAD_A_THING')).toMatchObject({
    input: { required: ['file'], properties: { file: { format: 'binary' }, note: { type: 'string' } } },
  })
})

test('a client of swagger-typescript-api is read: the comment names the request, arguments come in its order', () => {
  const tools = toolsOf('swagger-typescript-api', {
    'Api.mjs': `var Api = class {
	addFiles = (data, params = {}) => this.request({
		path: \`/files\`,
		type: "multipart/form-data",
		...params
	});
};`,
    'Api.d.mts': `declare class Api<T = unknown> extends HttpClient<T> {
  /**
   * @description Changes a thing.
   * @name UpdateThing
   * @summary Update Thing
   * @request PUT:/things/{thing-id}
   */
  updateThing: (thingId: number, UpdateThing: UpdateThing, params?: RequestParams) => Promise<_$axios.AxiosResponse<Thing[], any, {}>>;
  /**
   * @description No description
   * @name FindThings
   * @summary Find Things
   * @request GET:/things
   */
  findThings: (query: {
    /** Words. */text: string;
  }, params?: RequestParams) => Promise<_$axios.AxiosResponse<Thing[], any, {}>>;
  /**
   * @name AddFiles
   * @request POST:/files
   */
  addFiles: (data: { file0: File }, params?: RequestParams) => Promise<_$axios.AxiosResponse<void, any, {}>>;
}`,
    'data-contracts.d.mts': `interface UpdateThing {
  /**
   * The name.
   * @maxLength 128
   */
  name?: string | null;
  labels?: Label[];
}
/** A label. */
interface Label { text: string }
type Thing = Label & { id: number };`,
  })
  expect(tools.get('ACME_UPDATE_THING')).toMatchObject({
    description: 'Update Thing. Changes a thing.',
    input: {
      required: ['thing-id'],
      properties: {
        name: { type: ['string', 'null'], maxLength: 128, description: 'The name.' },
        labels: { items: { properties: { text: { type: 'string' } } } },
      },
    },
    exec: { method: 'PUT', path: '/things/{thing-id}' },
  })
  expect(tools.get('ACME_FIND_THINGS')?.input).toMatchObject({ required: ['text'] })
  expect(tools.get('ACME_ADD_FILES')?.exec).toMatchObject({ body_type: 'multipart' })
})

test('a client of orval is read: templates become paths, constants enumerations', () => {
  const tools = toolsOf('orval', {
    'index.mjs': `var getListThingsUrl = (teamRef, params) => {
  const text = new URLSearchParams(params).toString();
  return text.length > 0 ? \`/v1/teams/\${teamRef}/things?\${text}\` : \`/v1/teams/\${teamRef}/things\`;
};
var listThings = async (teamRef, params, options) => {
  return customFetch(
    getListThingsUrl(teamRef, params),
    {
      ...options,
      method: "GET"
    }
  );
};`,
    'index.d.ts': `type Order = typeof Order[keyof typeof Order];
declare const Order: {
    readonly up: "up";
    readonly down: "down";
};
type ListThingsParams = {
    order?: Order;
};
/**
 * In any order.
 * @summary List all things
 */
type listThingsResponse200 = {
    data: string[];
    status: 200;
};
declare const getListThingsUrl: (teamRef: string, params?: ListThingsParams) => string;
declare const listThings: (teamRef: string, params?: ListThingsParams, options?: RequestInit) => Promise<listThingsResponse>;`,
  })
  expect(tools.get('ACME_LIST_ALL_THINGS')).toMatchObject({
    description: 'List all things. In any order.',
    input: {
      required: ['team_ref'],
      properties: { team_ref: { type: 'string' }, order: { type: 'string', enum: ['up', 'down'] } },
    },
    exec: { method: 'GET', path: '/v1/teams/{team_ref}/things' },
  })
})

test('a client of config functions is read: zod types, wire names of the query, ids as text, bodies said by hand', () => {
  const files = {
    'api/things.js': `/**
 * Changes a thing.
 */
export async function updateThing(client, parameters) {
    const config = {
        url: \`/wiki/things/\${parameters.id}\`,
        method: 'PUT',
        searchParams: {
            'space-id': parameters?.spaceId,
        },
        body: parameters.body,
    };
    return await client.sendRequest(config);
}
export async function createThing(client, parameters) {
    const config = {
        url: '/wiki/things',
        method: 'POST',
        body: {
            key: parameters.key,
            value: parameters.value,
        },
        schema: ThingSchema,
    };
    return await client.sendRequest(config);
}`,
    'parameters/things.d.ts': `import { z } from 'zod';
export declare const UpdateThingSchema: z.ZodObject<{
    id: z.ZodNumber;
    spaceId: z.ZodOptional<z.ZodArray<z.ZodNumber>>;
    body: z.ZodOptional<z.ZodRecord<z.ZodString, z.ZodAny>>;
}, z.core.$strip>;
export declare const CreateThingSchema: z.ZodObject<{
    key: z.ZodString;
    value: z.ZodOptional<z.ZodUnknown>;
}, z.core.$strip>;
export declare const ThingSchema: z.ZodObject<{ id: z.ZodNullable<z.ZodString> }, z.core.$strip>;`,
  }
  const bodies = {
    updateThing: { type: 'object', properties: { title: { type: 'string' } }, required: ['title'] },
  }
  const tools = toolsOf('config-functions', files, { ...head, above: '/wiki', bodies })
  expect(tools.get('ACME_UPDATE_THING')).toMatchObject({
    input: {
      required: ['id', 'title'],
      properties: { id: { type: 'string' }, 'space-id': { type: 'array', items: { type: 'string' } } },
    },
    exec: { method: 'PUT', path: '/things/{id}' },
  })
  expect(tools.get('ACME_CREATE_THING')).toMatchObject({
    input: { required: ['key'] },
    exec: { path: '/things' },
  })
})

const use = { generator: 'hey-api', head } as const

test.each([
  ['no call', 'export {}', 'no operation'],
  ['a bracket that is not closed', 'type A = { b: string', 'not TypeScript'],
  ['a string that does not end', "type A = 'b", 'not TypeScript'],
  ['types without end', `type A = ${'{a:'.repeat(5_000)}`, 'nested too deeply'],
  ['a union that goes nowhere', 'type A = | ;', 'not TypeScript'],
])('a client with %s is refused, with a reason', (_, text, reason) => {
  const read = () => readClient(use, new Map([['types.d.ts', text]]))
  expect(read).toThrow(OpenApiError)
  expect(read).toThrow(reason)
})
