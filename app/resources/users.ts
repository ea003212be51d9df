import { defineResource } from '#resources/define_resource'
import { boolean, integer, json, text, timestamp, uuid } from '#resources/fields'

const UTC = (column: string) => `to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** People who can log in. Each sees himself and nobody else. */
export default defineResource({
  name: 'users',
  singular: 'user',
  standard: [],
  within: ({ userId }, bind) => `r.id = ${bind(userId)}::uuid`,

  fields: {
    id: uuid({ nullable: false }),
    email: text({ nullable: false }),
    username: text(),
    first_name: text(),
    last_name: text(),
    full_name: text({
      sql: `coalesce(nullif(concat_ws(' ', r.first_name, r.last_name), ''), r.username, r.email)`,
      filter: false,
      sort: false,
    }),
    profile_image: text(),
    phone: text(),
    is_active: boolean({ nullable: false }),
    is_verified: boolean({ nullable: false }),
    is_staff: boolean({ sql: 'r.is_superuser', nullable: false }),
    two_factor_enabled: boolean({ nullable: false }),
    last_login_at: timestamp(),
    email_verified_at: timestamp(),
    profiles: json({
      sql: `(
        SELECT coalesce(json_agg(json_build_object(
          'id', p.id,
          'user', p.user_id,
          'user_email', r.email,
          'organization', o.id,
          'organization_name', o.name,
          'profile_type', p.profile_type,
          'profile_type_display', initcap(p.profile_type),
          'is_primary', p.is_primary,
          'status', p.status,
          'status_display', initcap(p.status),
          'activated_at', ${UTC('p.activated_at')},
          'deactivated_at', ${UTC('p.deactivated_at')},
          'created_at', ${UTC('p.created_at')},
          'updated_at', ${UTC('p.updated_at')}
        ) ORDER BY p.is_primary DESC, o.name, p.profile_type), '[]')
        FROM user_profiles p
        JOIN organizations o ON o.id = p.organization_id AND o.is_active
        JOIN user_organizations m
          ON m.organization_id = p.organization_id AND m.user_id = p.user_id AND m.is_active
        WHERE p.user_id = r.id AND p.status = 'active')`,
    }),
    version: integer({ nullable: false, filter: false, sort: false }),
    created_at: timestamp({ nullable: false }),
    updated_at: timestamp({ nullable: false }),
  },

  list: ['id', 'email', 'username', 'full_name', 'is_active', 'created_at'],

  detail: [
    'id',
    'email',
    'username',
    'first_name',
    'last_name',
    'full_name',
    'profile_image',
    'phone',
    'is_active',
    'is_verified',
    'is_staff',
    'two_factor_enabled',
    'last_login_at',
    'email_verified_at',
    'profiles',
    'version',
    'created_at',
    'updated_at',
  ],
})
