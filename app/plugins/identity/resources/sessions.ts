import { defineResource } from '#core/resources/define_resource'
import { boolean, code, text, timestamp, uuid } from '#core/resources/fields'

/**
 * The caller's living sessions: those that some access or refresh token still
 * works for. A token itself is never seen again.
 */
export default defineResource({
  name: 'auth/refresh-tokens',
  singular: 'session',
  table: 'sessions',
  standard: [],
  baseScope: ({ userId }, bind) =>
    `r.user_id = ${bind(userId)}::uuid AND r.revoked_at IS NULL AND r.expires_at > now()
     AND EXISTS (SELECT 1 FROM refresh_tokens t
                 WHERE t.session_id = r.id AND t.used_at IS NULL AND t.expires_at > now())`,

  in: ['list', 'detail'],
  fields: {
    id: uuid({ nullable: false }),
    device_info: text({ sql: 'r.user_agent' }),
    ip_address: code(),
    /** `app.session_id` is set by whoever shows the list. */
    is_current: boolean({
      sql: `(r.id::text = current_setting('app.session_id', true))`,
      nullable: false,
      filter: false,
      sort: false,
    }),
    created_at: timestamp({ nullable: false }),
    last_used_at: timestamp({ nullable: false }),
    expires_at: timestamp({ nullable: false }),
  },
})
