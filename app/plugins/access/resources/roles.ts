import { schemaOfSummary } from '#core/resources/answer_schema'
import { REACHES } from '#core/access/grants'
import { grantsOfRole, knownPermissions } from '#core/access/permission_catalog_sql'
import { objectOf } from '#core/resources/summary'
import { defineResource } from '#core/resources/define_resource'
import { boolean, choice, integer, json, text, timestamp, uuid } from '#core/resources/fields'

/** A grant that nobody can use is not shown: its plugin is gone, or no record is anybody's own. */
const granted = (what: string) => () =>
  `(SELECT ${what} FROM ${grantsOfRole()} g JOIN ${knownPermissions()} p
    ON p.organization_id = r.organization_id AND p.name = g.permission
      AND (g.reach = 'all' OR p.is_narrowable))`

/** A permission with its reach, as `g` of the role says it. */
const grantSummary = {
  id: uuid({ nullable: false }),
  name: text({ nullable: false }),
  resource: text({ nullable: false }),
  action: text({ nullable: false }),
  description: text(),
  is_system_permission: boolean({ nullable: false }),
  reach: choice(REACHES, { sql: 'g.reach' }),
}

/**
 * Named sets of grants that members may have. What the built-in ones grant is
 * decided in code.
 */
export default defineResource({
  name: 'roles',
  singular: 'role',
  model: () => import('#plugins/access/models/role'),
  standard: ['read', 'create', 'update', 'delete'],

  page: {
    columns: [
      'name',
      'description',
      'is_system_role',
      'is_active',
      'permission_count',
      'user_count',
      'created_at',
    ],
    search: ['name', 'description'],
  },

  relations: {},

  fields: {
    id: uuid({ nullable: false }),
    organization: uuid({
      sql: 'r.organization_id',
      nullable: false,
      filter: false,
      sort: false,
    }),
    name: text({ nullable: false }),
    slug: text({ nullable: false }),
    description: text({ sort: false }),
    is_system_role: boolean({
      sql: '(r.system_key IS NOT NULL)',
      nullable: false,
      sort: false,
    }),
    is_active: boolean({ nullable: false }),
    permissions: json({
      column: 'permissions',
      sql: granted(
        `coalesce(json_agg(${objectOf(grantSummary, 'p')} ORDER BY p.resource, p.action), '[]')`
      ),
      nullable: false,
      holds: { type: 'array', items: schemaOfSummary(grantSummary) },
    }),
    permission_count: integer({
      sql: granted('count(*)::int'),
      nullable: false,
      filter: false,
      sort: false,
    }),
    user_count: integer({
      sql: `(SELECT count(*)::int FROM user_roles u
             WHERE u.organization_id = r.organization_id AND u.role_id = r.id AND u.is_active)`,
      nullable: false,
      filter: false,
      sort: false,
    }),
    version: integer({ nullable: false, filter: false, sort: false }),
    created_at: timestamp({ nullable: false }),
    updated_at: timestamp({ nullable: false }),
  },

  list: [
    'id',
    'organization',
    'name',
    'slug',
    'description',
    'is_system_role',
    'is_active',
    'permission_count',
    'user_count',
    'created_at',
    'updated_at',
  ],

  detail: [
    'id',
    'organization',
    'name',
    'slug',
    'description',
    'is_system_role',
    'is_active',
    'permissions',
    'permission_count',
    'user_count',
    'version',
    'created_at',
    'updated_at',
  ],
})
