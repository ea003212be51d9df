import { schemaOfSummary } from '#core/resources/answer_schema'
import { REACHES } from '#core/access/grants'
import { grantsOfRole, knownPermissions } from '#core/access/permission_catalog_sql'
import { objectOf } from '#core/resources/summary'
import { defineResource } from '#core/resources/define_resource'
import {
  boolean,
  choice,
  code,
  integer,
  json,
  organizationId,
  text,
  timestamp,
  uuid,
  version,
} from '#core/resources/fields'

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
  attachable: false,
  model: () => import('#plugins/access/models/role'),
  policy: () => import('#plugins/access/policies/role_policy'),
  standard: ['read', 'create', 'update', 'delete'],
  logs: ['grant', 'revoke'],
  /* Their own roles are shown to all members. */
  referable: ({ userId }, bind) => `EXISTS (
    SELECT FROM user_roles held
    WHERE held.organization_id = r.organization_id AND held.role_id = r.id
      AND held.user_id = ${bind(userId)}::uuid AND held.is_active)`,

  relations: {},

  in: ['list', 'detail'],
  fields: {
    id: uuid({ nullable: false }),
    organization: organizationId(['list', 'detail']),
    name: text({ nullable: false, in: ['list', 'detail', 'page'], search: true }),
    slug: code({ nullable: false }),
    description: text({ sort: false, in: ['list', 'detail', 'page'], search: true }),
    is_system_role: boolean({
      sql: '(r.system_key IS NOT NULL)',
      nullable: false,
      in: ['list', 'detail', 'page'],
    }),
    is_active: boolean({ nullable: false, in: ['list', 'detail', 'page'] }),
    permissions: json({
      column: 'permissions',
      sql: granted(
        `coalesce(json_agg(${objectOf(grantSummary, 'p')} ORDER BY p.resource, p.action), '[]')`
      ),
      nullable: false,
      holds: { type: 'array', items: schemaOfSummary(grantSummary) },
      in: ['detail'],
    }),
    permission_count: integer({
      sql: granted('count(*)::int'),
      nullable: false,
      filter: false,
      in: ['list', 'detail', 'page'],
    }),
    user_count: integer({
      sql: `(SELECT count(*)::int FROM user_roles u
             WHERE u.organization_id = r.organization_id AND u.role_id = r.id AND u.is_active)`,
      nullable: false,
      filter: false,
      in: ['list', 'detail', 'page'],
    }),
    version: version(),
    created_at: timestamp({ nullable: false, in: ['list', 'detail', 'page'] }),
    updated_at: timestamp({ nullable: false }),
  },
})
