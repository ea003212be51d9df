import { BaseSchema } from '@adonisjs/lucid/schema'
import { enableRlsWith } from '#database/helpers/v1'

/**
 * From which networks a user has logged in: an IPv4 address, or the /64 of one of IPv6.
 * The former of living sessions are known from the beginning.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE login_networks (
          user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
          network text NOT NULL,
          last_login_at timestamptz(3) NOT NULL,
          PRIMARY KEY (user_id, network)
        )`)
      await enableRlsWith(db, 'login_networks', 'false')
      await db.rawQuery('SET LOCAL ROLE crm_system')
      await db.rawQuery(`
        INSERT INTO login_networks (user_id, network, last_login_at)
        SELECT user_id, replace(ip_address, '::ffff:', ''), max(created_at) FROM sessions
        WHERE replace(ip_address, '::ffff:', '') ~ '^[0-9.]+$'
          AND revoked_at IS NULL AND expires_at > now()
        GROUP BY 1, 2`)
      await db.rawQuery('RESET ROLE')
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TABLE login_networks')
    })
  }
}
