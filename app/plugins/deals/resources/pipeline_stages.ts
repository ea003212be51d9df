import { defineResource, once } from '#core/resources/define_resource'
import {
  boolean,
  choice,
  decimal,
  integer,
  organizationId,
  text,
  timestamp,
  uuid,
  version,
} from '#core/resources/fields'
import {
  keptPercentage,
  mandatoryText,
  optionalInteger,
  optionalText,
  requiredInteger,
} from '#core/resources/validation/fields'

export const STAGE_TYPES = ['open', 'won', 'lost'] as const

const model = once(() => import('#plugins/deals/models/pipeline_stage'))

/** The steps of pipelines. */
export default defineResource({
  name: 'pipeline-stages',
  singular: 'stage',
  table: 'pipeline_stages',
  model,
  policy: () => import('#plugins/deals/policies/pipeline_stage_policy'),
  writes: async () => (await import('#plugins/deals/validators/pipeline')).stageWrites,
  constraints: {
    pipeline_stages_probability_check: {
      field: 'probability',
      message: 'A won stage has the probability 100, and a lost one 0.',
    },
  },
  lockFirst: async (id) => (await model()).default.holdPipelineOf(id),
  softDeletes: true,
  standard: ['read', 'create', 'update', 'delete', 'restore'],
  /* The board of deals. */
  shownBy: ['deals:read'],
  importable: false,
  order: 'pipeline_id,order',

  relations: { owner: { table: 'pipelines', key: 'pipeline_id' } },

  in: ['list', 'detail'],
  fields: {
    id: uuid({ nullable: false }),
    organization: organizationId([]),
    pipeline_id: uuid({ nullable: false }),
    pipeline: uuid({ sql: 'r.pipeline_id', nullable: false, aliasOf: 'pipeline_id' }),
    name: text({
      nullable: false,
      rule: mandatoryText(255),
      in: ['list', 'detail', 'page'],
      search: true,
    }),
    pipeline_name: text({
      sql: 'owner.name',
      relations: ['owner'],
      in: ['page'],
      search: true,
    }),
    description: text({ filter: false, sort: false, rule: optionalText(10_000) }),
    type: choice(STAGE_TYPES, { writable: true, in: ['list', 'detail', 'page'] }),
    order: integer({
      sql: 'r.position',
      nullable: false,
      rule: requiredInteger(0, 10_000).optional(),
      in: ['list', 'detail', 'page'],
    }),
    probability: decimal({
      nullable: false,
      rule: keptPercentage(),
      in: ['list', 'detail', 'page'],
    }),
    is_active: boolean({ nullable: false, writable: true, in: ['list', 'detail', 'page'] }),
    is_closed_won: boolean({
      sql: `(r.type = 'won')`,
      nullable: false,
      writable: true,
      in: ['list', 'detail', 'page'],
    }),
    is_closed_lost: boolean({
      sql: `(r.type = 'lost')`,
      nullable: false,
      writable: true,
      in: ['list', 'detail', 'page'],
    }),
    rot_after_days: integer({ rule: optionalInteger(1, 3650) }),
    auto_move_after_days: integer({ rule: optionalInteger(0, 3650) }),
    created_at: timestamp({ nullable: false }),
    version: version(),
    updated_at: timestamp({ nullable: false, in: ['detail'] }),
  },
})
