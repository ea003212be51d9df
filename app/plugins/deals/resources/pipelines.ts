import { defineResource } from '#core/resources/define_resource'
import { boolean, choice, integer, text, timestamp, uuid } from '#core/resources/fields'
import { stageCountOf, stagesOf } from '#plugins/deals/summaries'

const shown = [
  'id',
  'organization',
  'code',
  'name',
  'description',
  'is_active',
  'is_default',
  'created_at',
  'updated_at',
  'stages',
  'stage_count',
]

/** The ways in which an organization sells, with their stages. */
export default defineResource({
  name: 'pipelines',
  singular: 'pipeline',
  model: () => import('#plugins/deals/models/pipeline'),
  writes: async () => (await import('#plugins/deals/validators/pipeline')).pipelineWrites,
  emits: ['set_default'],
  importable: false,
  softDeletes: true,
  standard: ['read', 'create', 'update', 'delete', 'restore'],
  /* The board of deals. */
  shownBy: ['deals:read'],
  own: { creator: 'created_by_id' },

  page: { search: ['name', 'code'] },

  fields: {
    id: uuid({ nullable: false }),
    organization: uuid({
      sql: 'r.organization_id',
      nullable: false,
      filter: false,
      sort: false,
    }),
    code: text({ nullable: false }),
    name: text({ nullable: false }),
    description: text({ filter: false, sort: false }),
    is_active: boolean({ nullable: false }),
    /* As clients of other systems ask for it; there is nothing else to say. */
    active_only: choice(['true'], { sql: `CASE WHEN r.is_active THEN 'true' END`, sort: false }),
    is_default: boolean({ nullable: false }),
    stages: stagesOf('r'),
    stage_count: integer({
      sql: stageCountOf('r'),
      nullable: false,
      filter: false,
      sort: false,
    }),
    version: integer({ nullable: false, filter: false, sort: false }),
    created_at: timestamp({ nullable: false }),
    updated_at: timestamp({ nullable: false }),
  },

  list: shown,
  detail: [...shown, 'version'],
})
