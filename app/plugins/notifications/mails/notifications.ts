import { frontendUrl } from '#config/app'
import { jobIdentity } from '#core/access/job_identity'
import { UnitOfWork } from '#core/database/unit_of_work'
import type { MailContent } from '#core/mail/mail'
import type { MailBuilders } from '#core/plugins/api'
import { currentPlugins } from '#core/plugins/plugin_set'
import { Statement } from '#core/resources/query/statement'
import { type Told, mailWords } from '#plugins/notifications/mails/words'
import { defaultsSql } from '#plugins/notifications/models/preferences'
import { readableSubjects } from '#plugins/notifications/subjects'

/** Who is notified of what. */
export interface NotificationMail {
  readonly organizationId: string
  readonly userId: string
  readonly notificationIds: readonly string[]
}

/** To whom a mail goes, and by whose clocks and in which language it is written. */
interface Recipient extends Record<string, unknown> {
  readonly email: string
  readonly organization: string
  readonly zone: string
  readonly locale: string
}

/**
 * Tells a user what they are notified of, in their language and by their clocks: of records that they
 * may read as it is sent, and by ways that they want as it is sent. In a unit of the system.
 *
 * @returns null where nothing of it is left to say
 */
async function notificationsMail(about: NotificationMail): Promise<MailContent | null> {
  const recipient = await recipientOf(about)
  if (recipient === null) return null
  const told = await UnitOfWork.get().runInOrganization(about.organizationId, () => toldTo(about))
  if (told.length === 0) return null
  const { email: to, ...written } = recipient
  return { to, ...mailWords(told, written, frontendUrl) }
}

async function recipientOf({
  organizationId,
  userId,
}: NotificationMail): Promise<Recipient | null> {
  const { rows } = await UnitOfWork.get().query<Recipient>(
    `SELECT u.email, o.name AS organization, coalesce(u.time_zone, o.time_zone) AS zone,
       coalesce(u.locale, o.locale) AS locale
     FROM users u JOIN organizations o ON o.id = $1
     WHERE u.id = $2`,
    [organizationId, userId]
  )
  return rows[0] ?? null
}

/** A task that is done by now is nothing to be reminded of. */
async function toldTo({ userId, notificationIds }: NotificationMail): Promise<Told[]> {
  const user = await jobIdentity({ userId, keyId: null })
  if (user === null) return []
  const statement = new Statement()
  const { bind } = statement
  const readable = readableSubjects(await currentPlugins(user))(user, bind) ?? 'true'
  const { rows } = await UnitOfWork.get().query<Told & Record<string, unknown>>(
    `SELECT r.kind, r.label, activity.scheduled_at, activity.location,
       coalesce(nullif(concat_ws(' ', actor.first_name, actor.last_name), ''), actor.username) AS actor
     FROM notifications r
     JOIN ${defaultsSql(statement)} ON known.kind = r.kind
     LEFT JOIN notification_preferences chosen ON chosen.organization_id = r.organization_id
       AND chosen.user_id = r.user_id AND chosen.kind = r.kind
     LEFT JOIN users actor ON actor.id = r.actor_id
     LEFT JOIN activities activity ON activity.organization_id = r.organization_id
       AND activity.id = r.record_id AND r.kind = 'task_due'
     WHERE r.organization_id = app_organization() AND r.id = ANY(${bind(notificationIds)}::uuid[])
       AND r.user_id = ${bind(userId)}::uuid AND r.email AND (${readable})
       AND coalesce(chosen.email, known.email)
       AND coalesce(activity.status, 'planned') = 'planned'
     ORDER BY r.created_at, r.id`,
    statement.values
  )
  return rows
}

const mails: MailBuilders = { notifications: notificationsMail }

export default mails
