import { nextActivityFields } from '#plugins/customers/next_activity'
import { optionalAmount } from '#core/currency/amount'
import { customerSummary, leadSummary } from '#plugins/customers/summaries'
import { employeeSummary } from '#plugins/employees/summaries'
import { pipelineSummary, stageSummary } from '#plugins/deals/summaries'
import { defineResource, once } from '#core/resources/define_resource'
import {
  activeWhen,
  boolean,
  choice,
  code,
  date,
  decimal,
  embedded,
  organizationId,
  text,
  textArray,
  timestamp,
  uuid,
  version,
} from '#core/resources/fields'
import { currency } from '#core/currency/currency'
import {
  keptPercentage,
  mandatoryText,
  optionalText,
  reference,
} from '#core/resources/validation/fields'

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
  policy: () => import('#plugins/deals/policies/deal_policy'),
  requiredActions: async (...change) => (await requiredActions()).actionsOf(...change),
  actions: ['move', 'close'],
  emits: ['move', 'win', 'lose', 'reopen', 'assign'],
  commands: ['move', 'win', 'lose', 'reopen'],
  permittedBy: { win: 'close', lose: 'close', reopen: 'close', assign: 'update' },
  extensible: true,
  softDeletes: true,
  searchable: 'ranked',
  aggregates: {
    priced: '(r.value IS NOT NULL)::int',
    value: 'coalesce(r.value, 0)',
    revenue: 'r.expected_revenue',
    days_to_close: `CASE WHEN r.status = 'won'
      THEN greatest(r.actual_close_date - (r.created_at AT TIME ZONE 'UTC')::date, 0) ELSE 0 END`,
  },
  own: { creator: 'created_by_id', assignee: 'assigned_to_id' },
  timeline: {
    fields: ['title', 'value', 'expected_close_date', 'priority', 'status', 'lost_reason'],
    via: ['customer', 'lead'],
  },
  openCondition: `r.status = 'open'`,
  constraints: {
    deals_probability_check: {
      field: 'probability',
      message: 'A won deal has the probability 100, and a lost one 0.',
    },
    deals_actual_close_date_check: {
      field: 'actual_close_date',
      message: 'A closed deal has a close date, and an open one has none.',
    },
    deals_lost_reason_check: {
      field: 'lost_reason',
      message: 'A lost deal has a reason, and any other has none.',
    },
    deals_value_limit: { field: 'value', message: 'A deal is worth less than 10,000,000,000,000.' },
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
    id: uuid({ nullable: false, in: ['list', 'detail', 'export'] }),
    organization: organizationId(),
    code: code({ nullable: false, in: ['list', 'detail', 'export'] }),
    customer: embedded('customer', customerSummary, { key: 'customer_id', writable: true }),
    /* Where a deal stands may be said, but not that it stands nowhere. */
    pipeline: embedded('pipeline', pipelineSummary, {
      key: 'pipeline_id',
      nullable: false,
      rule: reference().optional(),
      groupBy: 4,
    }),
    stage: embedded('stage', stageSummary, {
      key: 'stage_id',
      nullable: false,
      rule: reference().optional(),
      groupBy: 5,
    }),
    title: text({ nullable: false, rule: mandatoryText(255), in: 'everywhere' }),
    description: text({ rule: optionalText(10_000), filter: false, sort: false }),
    customer_name: text({
      sql: 'customer.name',
      relations: ['customer'],
      in: ['list', 'export', 'page'],
    }),
    stage_name: text({
      sql: 'stage.name',
      relations: ['stage'],
      nullable: false,
      in: ['list', 'export', 'page'],
    }),
    status: choice(DEAL_STATUSES, { groupBy: 1, in: 'everywhere' }),
    is_active: activeWhen(`r.status = 'open'`),
    value: decimal({
      rule: optionalAmount(9_999_999_999_999),
      currency: 'currency',
      in: 'everywhere',
    }),
    currency: code({ nullable: false, rule: currency(), groupBy: 3, in: 'everywhere' }),
    probability: decimal({
      nullable: false,
      rule: keptPercentage(),
      in: ['list', 'detail', 'export'],
    }),
    expected_revenue: decimal({ nullable: false, currency: 'currency' }),
    expected_close_date: date({ writable: true, in: 'everywhere' }),
    actual_close_date: date({ writable: true }),
    priority: choice(DEAL_PRIORITIES, { writable: true, groupBy: 2, in: 'everywhere' }),
    assigned_to: embedded('assigned_to', employeeSummary, {
      key: 'assigned_to_id',
      writable: true,
    }),
    assigned_to_name: text({
      sql: `nullif(concat_ws(' ', assigned_to.first_name, assigned_to.last_name), '')`,
      relations: ['assigned_to'],
      in: ['list', 'export'],
    }),
    is_won: boolean({ sql: `(r.status = 'won')`, nullable: false, in: ['list', 'detail'] }),
    is_lost: boolean({ sql: `(r.status = 'lost')`, nullable: false, in: ['list', 'detail'] }),
    lost_reason: text({ rule: optionalText(1000) }),
    lost_reason_id: uuid({ writable: true, in: ['list', 'detail'] }),
    source: text({ rule: optionalText(100) }),
    tags: textArray({ nullable: false, writable: true }),
    notes: text({ rule: optionalText(10_000), filter: false, sort: false }),
    lead: embedded('lead', leadSummary, { key: 'lead_id', writable: true }),
    converted_from_lead: embedded('lead', leadSummary, { key: 'lead_id', aliasOf: 'lead_id' }),
    stage_entered_at: timestamp({ nullable: false, in: ['detail'] }),
    last_touch_at: timestamp({ nullable: false, in: ['detail'] }),
    rots_at: timestamp({
      sql: `CASE WHEN r.status = 'open'
        THEN r.last_touch_at + make_interval(days => stage.rot_after_days) END`,
      relations: ['stage'],
      in: ['detail'],
    }),
    is_rotten: boolean({
      sql: `(r.status = 'open' AND patience.rots_before IS NOT NULL
             AND r.last_touch_at < patience.rots_before)`,
      relations: ['patience'],
      nullable: false,
      in: ['detail'],
    }),
    is_stale: boolean({
      sql: `(r.status = 'open' AND r.last_touch_at < patience.stale_before)`,
      relations: ['patience'],
      nullable: false,
      in: [],
    }),
    ...nextActivityFields(),
    version: version(),
    created_at: timestamp({ nullable: false, in: 'everywhere' }),
    updated_at: timestamp({ nullable: false }),
    /* Last, since files are read by the positions of their columns. */
    pipeline_name: text({
      sql: 'pipeline.name',
      relations: ['pipeline'],
      nullable: false,
      in: ['export'],
    }),
  },
})
