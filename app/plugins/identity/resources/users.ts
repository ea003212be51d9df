import { objectOf } from '#core/resources/summary'
import { defineResource } from '#core/resources/define_resource'
import {
  boolean,
  choice,
  code,
  summariesOf,
  text,
  timestamp,
  uuid,
  version,
} from '#core/resources/fields'
import { PROFILE_STATUSES, PROFILE_TYPES } from '#plugins/identity/resources/user_profiles'

/** As what a user takes part somewhere, in the organization `o`. */
const ownProfileSummary = {
  id: uuid({ nullable: false }),
  user: uuid({ sql: '{}.user_id', nullable: false }),
  user_email: text({ sql: 'r.email', anyCase: true, nullable: false }),
  organization: uuid({ sql: 'o.id', nullable: false }),
  organization_name: text({ sql: 'o.name', nullable: false }),
  profile_type: choice(PROFILE_TYPES),
  profile_type_display: text({ sql: 'initcap({}.profile_type)', nullable: false }),
  is_primary: boolean({ nullable: false }),
  status: choice(PROFILE_STATUSES),
  status_display: text({ sql: 'initcap({}.status)', nullable: false }),
  activated_at: timestamp(),
  deactivated_at: timestamp(),
  created_at: timestamp({ nullable: false }),
  updated_at: timestamp({ nullable: false }),
}

/** People who can log in. Each sees themselves and nobody else. */
export default defineResource({
  name: 'users',
  singular: 'user',
  standard: [],
  baseScope: ({ userId }, bind) => `r.id = ${bind(userId)}::uuid`,

  fields: {
    id: uuid({ nullable: false, in: ['list', 'detail'] }),
    email: text({ nullable: false, anyCase: true, in: ['list', 'detail'] }),
    username: text({ in: ['list', 'detail'] }),
    first_name: text(),
    last_name: text(),
    full_name: text({
      sql: `coalesce(nullif(concat_ws(' ', r.first_name, r.last_name), ''), r.username, r.email)`,
      nullable: false,
      filter: false,
      sort: false,
      in: ['list', 'detail'],
    }),
    profile_image: code(),
    phone: code(),
    time_zone: code(),
    locale: code(),
    is_active: boolean({ nullable: false, in: ['list', 'detail'] }),
    is_verified: boolean({ nullable: false }),
    is_staff: boolean({ sql: 'r.is_superuser', nullable: false }),
    two_factor_enabled: boolean({ nullable: false }),
    last_login_at: timestamp(),
    email_verified_at: timestamp(),
    profiles: summariesOf(
      ownProfileSummary,
      `(SELECT coalesce(json_agg(${objectOf(ownProfileSummary, 'p')}
                        ORDER BY p.is_primary DESC, o.name COLLATE alphabetical, p.profile_type), '[]')
        FROM user_profiles p
        JOIN organizations o ON o.id = p.organization_id AND o.is_active
        JOIN user_organizations m
          ON m.organization_id = p.organization_id AND m.user_id = p.user_id AND m.is_active
        WHERE p.user_id = r.id AND p.status = 'active')`
    ),
    version: version(),
    created_at: timestamp({ nullable: false, in: ['list', 'detail'] }),
    updated_at: timestamp({ nullable: false }),
  },
})
