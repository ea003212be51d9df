import { roleSummary } from '#plugins/access/summaries'
import { userSummary } from '#plugins/identity/summaries'
import { defineResource } from '#core/resources/define_resource'
import {
  boolean,
  code,
  embedded,
  organizationId,
  text,
  textArray,
  timestamp,
  uuid,
  version,
} from '#core/resources/fields'

/** With what other software calls for the organization. A key itself is seen once, when it is made. */
export default defineResource({
  name: 'api-keys',
  singular: 'api_key',
  attachable: false,
  table: 'api_keys',
  model: () => import('#plugins/access/models/api_key'),
  policy: () => import('#plugins/access/policies/api_key_policy'),
  standard: ['read', 'create', 'update', 'delete'],
  softDeletes: true,
  own: { creator: 'sponsor_id' },

  relations: {
    assigned: { table: 'roles', key: 'role_id' },
    sponsor: { table: 'users', key: 'sponsor_id', global: true },
  },

  in: ['list', 'detail'],
  fields: {
    id: uuid({ nullable: false }),
    organization: organizationId(['list', 'detail']),
    name: text({ nullable: false, search: true }),
    prefix: code({ nullable: false, sort: false }),
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
    created_at: timestamp({ nullable: false }),
    previous_expires_at: timestamp({ filter: false, sort: false, in: ['detail'] }),
    version: version(),
    updated_at: timestamp({ nullable: false, in: ['detail'] }),
  },
})
