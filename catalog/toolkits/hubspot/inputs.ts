/** Properties that several HubSpot tools share. */

export const limit = (most: number) => ({
  type: 'integer',
  minimum: 1,
  maximum: most,
  description: `How many to return at most, 1 to ${most}.`,
})

export const after = {
  type: 'string',
  description: 'Start of the next page: paging.next.after of the previous answer.',
}

export const returned = {
  properties: {
    type: 'array',
    items: { type: 'string' },
    description:
      'Names of the properties to return; a few usual ones when left out. HUBSPOT_READ_ALL_PROPERTIES_FOR_OBJECT_TYPE tells the names.',
  },
  associations: {
    type: 'array',
    items: { type: 'string' },
    description: 'Kinds of linked records whose ids to return, such as contacts or companies.',
  },
  archived: { type: 'boolean', description: 'Return archived records only.' },
}

export const values = (examples: string) => ({
  type: 'object',
  additionalProperties: { type: ['string', 'number', 'boolean', 'null'] },
  description: `Values by internal property name, such as ${examples}. An empty text clears a value.`,
})

export const links = {
  type: 'array',
  description: 'Records to link it to, each with the type of the link.',
  items: {
    type: 'object',
    properties: {
      to: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
      types: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            associationCategory: {
              type: 'string',
              enum: ['HUBSPOT_DEFINED', 'USER_DEFINED', 'INTEGRATOR_DEFINED'],
            },
            associationTypeId: { type: 'integer' },
          },
          required: ['associationCategory', 'associationTypeId'],
        },
      },
    },
    required: ['to', 'types'],
  },
}

/** What a search takes. */
export const criteria = {
  query: { type: 'string', description: 'Words to find in the usual text properties.' },
  filterGroups: {
    type: 'array',
    maxItems: 5,
    description: 'Conditions: a record must meet all filters of one group.',
    items: {
      type: 'object',
      properties: {
        filters: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              propertyName: { type: 'string' },
              operator: {
                type: 'string',
                enum: [
                  'EQ',
                  'NEQ',
                  'LT',
                  'LTE',
                  'GT',
                  'GTE',
                  'BETWEEN',
                  'IN',
                  'NOT_IN',
                  'HAS_PROPERTY',
                  'NOT_HAS_PROPERTY',
                  'CONTAINS_TOKEN',
                  'NOT_CONTAINS_TOKEN',
                ],
              },
              value: { type: 'string', description: 'Dates are milliseconds since 1970.' },
              highValue: { type: 'string', description: 'Upper end of BETWEEN.' },
              values: { type: 'array', items: { type: 'string' }, description: 'For IN and NOT_IN.' },
            },
            required: ['propertyName', 'operator'],
          },
        },
      },
      required: ['filters'],
    },
  },
  sorts: {
    type: 'array',
    maxItems: 1,
    description: 'Order, by one property.',
    items: {
      type: 'object',
      properties: {
        propertyName: { type: 'string' },
        direction: { type: 'string', enum: ['ASCENDING', 'DESCENDING'] },
      },
      required: ['propertyName'],
    },
  },
  properties: returned.properties,
  limit: limit(200),
  after,
}

export const record = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    properties: { type: 'object', additionalProperties: true },
    associations: { type: 'object', additionalProperties: true },
    createdAt: { type: 'string' },
    updatedAt: { type: 'string' },
    archived: { type: 'boolean' },
  },
} as const

export const records = {
  type: 'object',
  properties: {
    total: { type: 'integer', description: 'How many match, in a search.' },
    results: { type: 'array', items: record },
    paging: {
      type: 'object',
      properties: { next: { type: 'object', properties: { after: { type: 'string' } } } },
    },
  },
} as const
