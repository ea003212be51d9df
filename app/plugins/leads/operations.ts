import type { JSONSchema7 } from 'json-schema'
import { schemaOfSummary } from '#core/resources/answer_schema'
import {
  DECIMAL,
  ID,
  NUMBER,
  type ApiDescription,
  type Operations,
  TEXT,
  TIME,
  actionOn,
  listOf,
  object,
  pageOf,
} from '#core/resources/openapi/operation'
import { tally } from '#plugins/deals/sums'
import { actorSummary } from '#plugins/identity/summaries'
import { orNull } from '#core/resources/json'
import leads, {
  LEAD_SOURCES,
  LEAD_STATUSES,
  QUALIFICATION_STATUSES,
} from '#plugins/leads/resources/leads'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'
import {
  assignmentValidator,
  conversionValidator,
  qualificationValidator,
  scoreValidator,
} from '#plugins/leads/validators/lead'

const author = orNull(schemaOfSummary(actorSummary))
const reason = orNull(TEXT)

/** A record as its own path shows it; one that is not there yet has neither id nor code. */
const RECORD: JSONSchema7 = { type: 'object', additionalProperties: true }

const outcome = object({
  customer: { type: 'string', enum: ['created', 'linked'] },
  person: { type: 'string', enum: ['created', 'linked', 'skipped'] },
  person_matched_by: orNull({ type: 'string', enum: ['person_id', 'association', 'email'] }),
  person_skipped_because: orNull({
    type: 'string',
    enum: ['not_wanted', 'individual', 'permission_denied'],
  }),
})

const loss = object({
  field: TEXT,
  reason: {
    type: 'string',
    enum: ['no_such_field', 'already_set', 'not_at_work', 'association_limit'],
  },
})

/** Of a label there is its key, too, and the resource of what did not get it. */
const notCarried = listOf({ ...loss, properties: { ...loss.properties, label: TEXT, of: TEXT } })

const operations: Operations = {
  'lead_statistics.show': {
    id: 'getLeadStats',
    summary: 'Count leads by kind and score',
    grammar: 'selection',
    answers: {
      200: object({
        total: NUMBER,
        active: NUMBER,
        converted: NUMBER,
        unconverted: NUMBER,
        conversion_rate: DECIMAL,
        average_score: DECIMAL,
        total_estimated_value: DECIMAL,
        new_this_month: NUMBER,
        by_status: tally(LEAD_STATUSES),
        by_qualification: tally(QUALIFICATION_STATUSES),
        by_source: tally(LEAD_SOURCES),
      }),
    },
  },
  'hot_leads.index': {
    id: 'listHotLeads',
    summary: 'List the leads with the highest scores',
    description: 'The highest scores first, ten per page by default.',
    grammar: 'page',
    answers: { 200: pageOf(leads) },
  },
  'lead_qualifications.store': {
    id: 'qualifyLead',
    command: 'qualify',
    summary: 'Qualify a lead',
    body: qualificationValidator,
    answers: { 200: actionOn(leads) },
  },
  'lead_qualifications.destroy': {
    id: 'disqualifyLead',
    command: 'disqualify',
    summary: 'Disqualify a lead',
    body: qualificationValidator,
    answers: { 200: actionOn(leads) },
  },
  'lead_assignments.store': {
    id: 'assignLead',
    command: 'assign',
    summary: 'Assign a lead to an employee',
    body: assignmentValidator,
    answers: { 200: actionOn(leads) },
  },
  'lead_scores.show': {
    id: 'explainLeadScore',
    summary: 'Explain the score of a lead',
    answers: {
      200: object({
        lead_id: ID,
        score: NUMBER,
        automatic: object({
          score: NUMBER,
          computed_at: orNull(TIME),
          rules: listOf(object({ id: TEXT, label: TEXT, points: NUMBER })),
        }),
        manual: orNull(object({ score: NUMBER, reason, author, given_at: orNull(TIME) })),
        history: listOf(
          object({
            score: NUMBER,
            automatic: NUMBER,
            manual: orNull(NUMBER),
            reason,
            author,
            changed_at: TIME,
          })
        ),
      }),
    },
  },
  'lead_scores.update': {
    id: 'scoreLead',
    command: 'score',
    summary: 'Set the score of a lead manually',
    body: scoreValidator,
    answers: { 200: actionOn(leads) },
  },
  'lead_scores.destroy': {
    id: 'removeLeadScore',
    summary: 'Clear the manual score of a lead',
    answers: { 200: actionOn(leads) },
  },
  'lead_conversions.store': {
    id: 'convertLead',
    command: 'convert',
    summary: 'Convert a lead into a customer, a person and deals',
    body: conversionValidator,
    answers: {
      201: actionOn(leads, {
        customer_id: ID,
        person_id: orNull(ID),
        deal_id: orNull(ID),
        deal_ids: listOf(ID),
        outcome,
        not_carried: notCarried,
      }),
    },
  },
  'lead_conversion_previews.store': {
    id: 'previewLeadConversion',
    command: 'convert',
    headers: [],
    summary: 'Say what a conversion of a lead would make, and whom there is already',
    description: 'Writes nothing. It asks for, and refuses, what the conversion would.',
    body: conversionValidator,
    answers: {
      200: object({
        outcome,
        customer: RECORD,
        person: orNull(RECORD),
        deals: listOf(RECORD),
        not_carried: notCarried,
        found: object({
          customers: listOf(
            object({
              id: ID,
              code: TEXT,
              name: TEXT,
              matched_by: listOf({ type: 'string', enum: ['email', 'name'] }),
            })
          ),
          hidden_count: NUMBER,
        }),
      }),
    },
  },
  'lead_conversions.destroy': {
    id: 'unconvertLead',
    command: 'unconvert',
    summary: 'Undo the conversion of a lead',
    body: emptyBodyValidator,
    answers: { 200: actionOn(leads) },
  },
}

const description: ApiDescription = { operations }

export default description
