/** What callers of HubSpot get wrong. */
import type { ToolkitGuidance } from '../../src/manifest/with-guidance.ts'

const internal =
  'Properties go by internal name (firstname, dealstage) and options by internal value, not by the label that people see; all values are text.'
const search =
  'Search is a few seconds behind and allows about five calls a second. Filters of a group are joined by AND, groups by OR.'

export const hubspotGuidance: ToolkitGuidance = {
  tools: {
    HUBSPOT_SEARCH_CONTACTS_BY_CRITERIA: {
      pitfalls: [search, 'Only a few properties come back unless properties names the ones that you need.'],
    },
    HUBSPOT_SEARCH_COMPANY_OBJECTS: { pitfalls: [search] },
    HUBSPOT_SEARCH_DEALS_BY_CRITERIA: {
      pitfalls: [search, 'Stages are ids of a pipeline: look them up before you filter by one.'],
      before: ['HUBSPOT_RETRIEVE_ALL_PIPELINES_FOR_SPECIFIED_OBJECT_TYPE'],
    },
    HUBSPOT_CREATE_CONTACT_OBJECT_WITH_PROPERTIES: {
      pitfalls: [
        internal,
        'An email that a contact has already is a 409 that names its id: search first, then update.',
      ],
      before: ['HUBSPOT_SEARCH_CONTACTS_BY_CRITERIA'],
    },
    HUBSPOT_PARTIALLY_UPDATE_CONTACT_USING_CONTACT_ID: { pitfalls: [internal] },
    HUBSPOT_CREATE_COMPANY_OBJECT: {
      pitfalls: [
        internal,
        'HubSpot tells companies apart by domain: give it, and search by it first to make no double.',
      ],
      before: ['HUBSPOT_SEARCH_COMPANY_OBJECTS'],
    },
    HUBSPOT_CREATE_NEW_DEAL_OBJECT: {
      pitfalls: [
        internal,
        'dealstage is the id of a stage and belongs to one pipeline; closedate is midnight UTC of the day or milliseconds since 1970.',
        'A deal that is linked to no contact or company is hard to find: give associations.',
      ],
      before: ['HUBSPOT_RETRIEVE_ALL_PIPELINES_FOR_SPECIFIED_OBJECT_TYPE', 'HUBSPOT_RETRIEVE_OWNERS'],
    },
    HUBSPOT_CREATE_TICKET_OBJECT: {
      pitfalls: [internal, 'hs_pipeline_stage is the id of a stage of the pipeline, not its name.'],
      before: ['HUBSPOT_RETRIEVE_ALL_PIPELINES_FOR_SPECIFIED_OBJECT_TYPE'],
    },
  },
}
