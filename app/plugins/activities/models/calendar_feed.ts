import { compose } from '@adonisjs/core/helpers'
import { DateTime } from 'luxon'
import { appUrl } from '#config/app'
import { CalendarFeedSchema } from '#database/schema'
import { generateToken, hashOfToken } from '#core/access/opaque_token'
import { UnitOfWork } from '#core/database/unit_of_work'
import { conflict } from '#core/http/exceptions/problem'
import { EmitsEvents, runAction } from '#core/resources/concerns/emits_events'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { Versioned } from '#core/resources/concerns/versioned'
import { MAX_FEEDS } from '#plugins/activities/validators/calendar_feed'

/** A link by which a calendar reads what a user has to do. */
export default class CalendarFeed extends compose(
  CalendarFeedSchema,
  OrganizationScoped,
  EmitsEvents('calendar-feeds'),
  Versioned
) {
  /**
   * Makes one.
   *
   * @returns it, and its address, whose secret is kept nowhere
   * @throws 409 when the user has as many as there may be
   */
  static async issue(userId: string, name: string) {
    await ensureRoom(userId)
    const secret = generateToken()
    const feed = await this.create({ userId, name, secretHash: hashOfToken(secret) })
    return { feed, url: feed.addressWith(secret) }
  }

  /** Takes a new secret: the address that it had leads nowhere. @returns the new one */
  async rotate(): Promise<string> {
    const secret = generateToken()
    this.secretHash = hashOfToken(secret)
    this.rotatedAt = DateTime.utc()
    await runAction(this, 'rotate', () => this.save())
    return this.addressWith(secret)
  }

  /** The secret stands in the query, which no log of ours has. */
  private addressWith(secret: string): string {
    return `${appUrl}/api/calendar-feeds/${this.id}/calendar.ics?secret=${secret}`
  }
}

/** Those who make one at once wait for each other here. */
async function ensureRoom(userId: string): Promise<void> {
  const unit = UnitOfWork.get()
  await unit.query(`SELECT pg_advisory_xact_lock(hashtextextended('calendar-feeds/' || $1, 0))`, [
    userId,
  ])
  const { rows } = await unit.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM calendar_feeds
     WHERE organization_id = app_organization() AND user_id = $1`,
    [userId]
  )
  if ((rows[0]?.count ?? 0) < MAX_FEEDS) return
  const detail = `You have ${MAX_FEEDS} calendar feeds, and no more are possible. Delete one first.`
  throw conflict('too_many_calendar_feeds', detail, { max: MAX_FEEDS })
}
