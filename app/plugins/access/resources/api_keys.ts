import { roleSummary } from '#plugins/access/summary'
import { userSummary } from '#plugins/identity/summaries'
import { defineResource } from '#core/resources/define_resource'
import {
  boolean,
  embedded,
  integer,
  text,
  textArray,
  timestamp,
  uuid,
} from '#core/resources/fields'

const shown = [
  'id',
  'organization',
  'name',
  'prefix',
  'role',
  'permissions',
  'sponsor',
  'is_active',
  'expires_at',
  'last_used_at',
  'revoked_at',
  'created_at',
]

/** With what other software calls for the organization. A key itself is seen once, when it is made. */
export default defineResource({
  name: 'api-keys',
  singular: 'api_key',
  table: 'api_keys',
  model: () => import('#plugins/access/models/api_key'),
  standard: ['read', 'create', 'update', 'delete'],
  softDeletes: true,
  own: { creator: 'sponsor_id' },

  page: { search: ['name'] },

  relations: {
    assigned: { table: 'roles', key: 'role_id' },
    sponsor: { table: 'users', key: 'sponsor_id', global: true },
  },

  fields: {
    id: uuid({ nullable: false }),
    organization: uuid({
      sql: 'r.organization_id',
      nullable: false,
      filter: false,
      sort: false,
    }),
    name: text({ nullable: false }),
    prefix: text({ nullable: false, sort: false }),
    role: embedded('assigned', roleSummary, { key: 'role_id', nullable: false }),
    permissions: textArray({ filter: false }),
    sponsor: embedded('sponsor', userSummary, { key: 'sponsor_id' }),
    is_active: boolean({
      sql: `(r.revoked_at IS NULL AND (r.expires_at IS NULL OR r.expires_at > now()))`,
      nullable: false,
      sort: false,
    }),
    expires_at: timestamp(),
    last_used_at: timestamp(),
    revoked_at: timestamp(),
    previous_expires_at: timestamp({ filter: false, sort: false }),
    version: integer({ nullable: false, filter: false, sort: false }),
    created_at: timestamp({ nullable: false }),
    updated_at: timestamp({ nullable: false }),
  },

  list: shown,
  detail: [...shown, 'previous_expires_at', 'version', 'updated_at'],
})
