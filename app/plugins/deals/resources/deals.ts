import { customerSummary, leadSummary } from '#plugins/customers/summaries'
import { employeeSummary } from '#plugins/employees/summary'
import { pipelineSummary, stageSummary } from '#plugins/deals/summaries'
import { defineResource, once } from '#core/resources/define_resource'
import {
  boolean,
  choice,
  date,
  decimal,
  embedded,
  integer,
  text,
  textArray,
  timestamp,
  uuid,
} from '#core/resources/fields'

export const DEAL_STATUSES = ['open', 'won', 'lost'] as const
export const DEAL_PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const

/** How long a deal may rest in stages that do not say it. */
const STALE_AFTER_DAYS = 30

/** The longest rest that stale deals can be asked for by. */
export const MAX_DAYS_UNTOUCHED = 3650

/**
 * Since when a deal of a stage must have been touched. Kept apart from what
 * reads it (OFFSET 0), so that row-level security lets an index be read by it:
 * arithmetic on columns is not leakproof, the comparison of two moments is.
 */
const PATIENCE = `(
  SELECT organization_id, id, now() - make_interval(days => rot_after_days) AS rots_before,
         now() - make_interval(days => coalesce(rot_after_days, ${STALE_AFTER_DAYS})) AS stale_before
  FROM pipeline_stages OFFSET 0)`

const requiredActions = once(() => import('#plugins/deals/models/deal/required_actions'))

/** What an organization hopes to sell, and what it sold and lost. */
export default defineResource({
  name: 'deals',
  singular: 'deal',
  model: () => import('#plugins/deals/models/deal'),
  writes: async () => (await import('#plugins/deals/validators/deal')).dealWrites,
  requiredActions: async (...change) => (await requiredActions()).actionsOf(...change),
  actions: ['move', 'close'],
  emits: ['move', 'win', 'lose', 'reopen'],
  extensible: true,
  softDeletes: true,
  searchable: true,
  groupBy: ['status', 'priority', 'currency', 'pipeline', 'stage'],
  aggregates: {
    priced: '(r.value IS NOT NULL)::int',
    value: 'coalesce(r.value, 0)',
    revenue: 'r.expected_revenue',
    days_to_close: `CASE WHEN r.status = 'won'
      THEN greatest(r.actual_close_date - (r.created_at AT TIME ZONE 'UTC')::date, 0) ELSE 0 END`,
  },
  own: { creator: 'created_by_id', assignee: 'assigned_to_id' },
  openCondition: `r.status = 'open'`,

  page: {
    columns: [
      'title',
      'customer_name',
      'value',
      'currency',
      'stage_name',
      'status',
      'priority',
      'expected_close_date',
      'created_at',
    ],
  },

  relations: {
    customer: {
      table: 'customers',
      key: 'customer_id',
      unless: 'customer.deleted_at IS NOT NULL',
    },
    pipeline: { table: 'pipelines', key: 'pipeline_id' },
    stage: { table: 'pipeline_stages', key: 'stage_id' },
    patience: { table: PATIENCE, key: 'stage_id' },
    reason: { table: 'lost_reasons', key: 'lost_reason_id' },
    lead: { table: 'leads', key: 'lead_id', unless: 'lead.deleted_at IS NOT NULL' },
    assigned_to: {
      table: 'employees',
      key: 'assigned_to_id',
      unless: 'assigned_to.deleted_at IS NOT NULL',
    },
  },

  fields: {
    id: uuid({ nullable: false }),
    organization: uuid({
      sql: 'r.organization_id',
      nullable: false,
      filter: false,
      sort: false,
    }),
    code: text({ nullable: false }),
    title: text({ nullable: false }),
    description: text({ filter: false, sort: false }),
    customer: embedded('customer', customerSummary, { key: 'customer_id' }),
    customer_name: text({ sql: 'customer.name', relations: ['customer'] }),
    pipeline: embedded('pipeline', pipelineSummary, { key: 'pipeline_id', nullable: false }),
    stage: embedded('stage', stageSummary, { key: 'stage_id', nullable: false }),
    stage_name: text({ sql: 'stage.name', relations: ['stage'], nullable: false }),
    status: choice(DEAL_STATUSES),
    is_won: boolean({ sql: `(r.status = 'won')`, nullable: false }),
    is_lost: boolean({ sql: `(r.status = 'lost')`, nullable: false }),
    lost_reason: text(),
    lost_reason_id: uuid({ sort: false }),
    value: decimal(),
    currency: text({ nullable: false }),
    probability: decimal({ nullable: false }),
    expected_revenue: decimal({ nullable: false }),
    expected_close_date: date(),
    actual_close_date: date(),
    priority: choice(DEAL_PRIORITIES),
    assigned_to: embedded('assigned_to', employeeSummary, { key: 'assigned_to_id' }),
    assigned_to_name: text({
      sql: `nullif(concat_ws(' ', assigned_to.first_name, assigned_to.last_name), '')`,
      relations: ['assigned_to'],
    }),
    source: text(),
    tags: textArray({ nullable: false }),
    notes: text({ filter: false, sort: false }),
    converted_from_lead: embedded('lead', leadSummary, { key: 'lead_id' }),
    stage_entered_at: timestamp({ nullable: false }),
    last_touch_at: timestamp({ nullable: false }),
    rots_at: timestamp({
      sql: `CASE WHEN r.status = 'open'
        THEN r.last_touch_at + make_interval(days => stage.rot_after_days) END`,
      relations: ['stage'],
    }),
    is_rotten: boolean({
      sql: `(r.status = 'open' AND patience.rots_before IS NOT NULL
             AND r.last_touch_at < patience.rots_before)`,
      relations: ['patience'],
      nullable: false,
    }),
    is_stale: boolean({
      sql: `(r.status = 'open' AND r.last_touch_at < patience.stale_before)`,
      relations: ['patience'],
      nullable: false,
    }),
    version: integer({ nullable: false, filter: false, sort: false }),
    created_at: timestamp({ nullable: false }),
    updated_at: timestamp({ nullable: false }),
  },

  list: [
    'id',
    'code',
    'title',
    'customer_name',
    'value',
    'currency',
    'stage_name',
    'probability',
    'expected_close_date',
    'assigned_to_name',
    'status',
    'priority',
    'is_won',
    'is_lost',
    'created_at',
  ],

  detail: [
    'id',
    'organization',
    'code',
    'customer',
    'pipeline',
    'stage',
    'title',
    'description',
    'value',
    'currency',
    'probability',
    'expected_revenue',
    'expected_close_date',
    'actual_close_date',
    'status',
    'priority',
    'assigned_to',
    'is_won',
    'is_lost',
    'lost_reason',
    'lost_reason_id',
    'source',
    'tags',
    'notes',
    'converted_from_lead',
    'stage_entered_at',
    'last_touch_at',
    'rots_at',
    'is_rotten',
    'version',
    'created_at',
    'updated_at',
  ],

  export: [
    'id',
    'code',
    'title',
    'description',
    'customer_name',
    'stage_name',
    'status',
    'value',
    'currency',
    'probability',
    'expected_revenue',
    'expected_close_date',
    'actual_close_date',
    'priority',
    'assigned_to_name',
    'lost_reason',
    'source',
    'tags',
    'notes',
    'created_at',
    'updated_at',
  ],
})
