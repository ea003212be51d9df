import vine from '@vinejs/vine'
import { knownLabels } from '#core/associations/known_labels'
import { defineResource } from '#core/resources/define_resource'
import {
  boolean,
  code,
  integer,
  organizationId,
  text,
  timestamp,
  uuid,
  version,
} from '#core/resources/fields'
import {
  form,
  mandatoryText,
  optionalInteger,
  optionalText,
} from '#core/resources/validation/fields'

const KEY = { pattern: /^[a-z][a-z0-9_]{0,62}$/, what: 'of small letters, digits and _' }

const key = () => vine.string().use(form(KEY))
const resourceName = () => vine.string().maxLength(100)
const limit = () => optionalInteger(1, 1_000_000)

/**
 * What records are for each other: those that modules bring, and the organization's own. Which
 * resources a label is between, and its key, never change.
 */
export default defineResource({
  name: 'association-labels',
  singular: 'association_label',
  table: knownLabels,
  model: () => import('#plugins/associations/models/association_label'),
  policy: () => import('#plugins/associations/policies/association_label_policy'),
  refine: { create: ({ from, to, ...rest }) => ({ ...rest, from_type: from, to_type: to }) },
  standard: ['read', 'create', 'update', 'delete'],
  importable: false,
  order: 'from,to,key',
  sample: () => ({ from: 'customers', to: 'deals', key: 'sample', title: 'Sample' }),

  in: ['list', 'detail', 'page'],
  fields: {
    id: uuid({ nullable: false, in: ['list', 'detail'] }),
    organization: organizationId(),
    from: code({ sql: 'r.from_type', nullable: false, rule: { create: resourceName() } }),
    to: code({ sql: 'r.to_type', nullable: false, rule: { create: resourceName() } }),
    key: code({ nullable: false, rule: { create: key() }, search: true }),
    title: text({ nullable: false, rule: mandatoryText(100), search: true }),
    inverse_title: text({ rule: optionalText(100) }),
    limit_from: integer({ rule: limit() }),
    limit_to: integer({ rule: limit() }),
    is_built_in: boolean({ nullable: false }),
    version: version(),
    created_at: timestamp({ in: ['list', 'detail'] }),
    updated_at: timestamp({ in: ['detail'] }),
  },
})
