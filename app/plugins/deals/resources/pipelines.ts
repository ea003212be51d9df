import { defineResource } from '#core/resources/define_resource'
import {
  boolean,
  choice,
  code,
  integer,
  organizationId,
  text,
  timestamp,
  uuid,
  version,
} from '#core/resources/fields'
import { mandatoryText, optionalText } from '#core/resources/validation/fields'
import { stageCountOf, stagesOf } from '#plugins/deals/summaries'

/** The ways in which an organization sells, with their stages. */
export default defineResource({
  name: 'pipelines',
  singular: 'pipeline',
  model: () => import('#plugins/deals/models/pipeline'),
  policy: () => import('#plugins/deals/policies/pipeline_policy'),
  emits: ['set_default'],
  commands: ['set_default'],
  permittedBy: { set_default: 'update' },
  importable: false,
  softDeletes: true,
  standard: ['read', 'create', 'update', 'delete', 'restore'],
  /* The board of deals. */
  shownBy: ['deals:read'],
  own: { creator: 'created_by_id' },

  in: ['list', 'detail'],
  fields: {
    id: uuid({ nullable: false }),
    organization: organizationId(['list', 'detail']),
    code: code({ nullable: false, search: true }),
    name: text({ nullable: false, rule: mandatoryText(255), search: true }),
    description: text({ filter: false, sort: false, rule: optionalText(10_000) }),
    is_active: boolean({ nullable: false, writable: true }),
    /* As clients of other systems ask for it; there is nothing else to say. */
    active_only: choice(['true'], {
      sql: `CASE WHEN r.is_active THEN 'true' END`,
      sort: false,
      in: [],
    }),
    is_default: boolean({ nullable: false, writable: true }),
    created_at: timestamp({ nullable: false }),
    updated_at: timestamp({ nullable: false }),
    stages: stagesOf('r'),
    stage_count: integer({
      sql: stageCountOf('r'),
      nullable: false,
      filter: false,
    }),
    version: version(),
  },
})
