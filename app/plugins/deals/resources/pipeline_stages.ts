import { defineResource } from '#core/resources/define_resource'
import { boolean, choice, decimal, integer, text, timestamp, uuid } from '#core/resources/fields'

export const STAGE_TYPES = ['open', 'won', 'lost'] as const

const shown = [
  'id',
  'pipeline',
  'name',
  'description',
  'type',
  'order',
  'probability',
  'is_active',
  'is_closed_won',
  'is_closed_lost',
  'rot_after_days',
  'auto_move_after_days',
  'created_at',
]

/** The steps of pipelines. */
export default defineResource({
  name: 'pipeline-stages',
  singular: 'stage',
  table: 'pipeline_stages',
  model: () => import('#plugins/deals/models/pipeline_stage'),
  policy: () => import('#plugins/deals/policies/pipeline_stage_policy'),
  writes: async () => (await import('#plugins/deals/validators/pipeline')).stageWrites,
  softDeletes: true,
  standard: ['read', 'create', 'update', 'delete', 'restore'],
  /* The board of deals. */
  shownBy: ['deals:read'],
  importable: false,
  order: 'pipeline,order',

  page: {
    columns: [
      'name',
      'pipeline_name',
      'order',
      'probability',
      'type',
      'is_active',
      'is_closed_won',
      'is_closed_lost',
    ],
    search: ['name', 'pipeline_name'],
  },

  relations: { owner: { table: 'pipelines', key: 'pipeline_id' } },

  fields: {
    id: uuid({ nullable: false }),
    organization: uuid({
      sql: 'r.organization_id',
      nullable: false,
      filter: false,
      sort: false,
    }),
    pipeline: uuid({ sql: 'r.pipeline_id', nullable: false }),
    pipeline_name: text({ sql: 'owner.name', relations: ['owner'], sort: false }),
    name: text({ nullable: false }),
    description: text({ filter: false, sort: false }),
    type: choice(STAGE_TYPES),
    order: integer({ sql: 'r.position', nullable: false }),
    probability: decimal({ nullable: false }),
    is_active: boolean({ nullable: false }),
    is_closed_won: boolean({ sql: `(r.type = 'won')`, nullable: false }),
    is_closed_lost: boolean({ sql: `(r.type = 'lost')`, nullable: false }),
    rot_after_days: integer(),
    auto_move_after_days: integer(),
    version: integer({ nullable: false, filter: false, sort: false }),
    created_at: timestamp({ nullable: false }),
    updated_at: timestamp({ nullable: false }),
  },

  list: shown,
  detail: [...shown, 'version', 'updated_at'],
})
