import { DateTime } from 'luxon'
import { frontendUrl } from '#config/app'
import { UnitOfWork } from '#core/database/unit_of_work'
import type { MailContent } from '#core/mail/mail'
import { sanitizeInline } from '#core/mail/sanitize_inline'

/** Who is reminded of what. */
export interface Reminder {
  readonly organizationId: string
  readonly activityId: string
  readonly userId: string
}

/** As it is when the mail is sent. */
interface Reminded {
  readonly email: string
  readonly organization: string
  readonly time_zone: string
  readonly kind: string
  readonly subject: string
  readonly scheduled_at: Date | null
  readonly location: string | null
}

const ASKED = `
  SELECT u.email, o.name AS organization, o.time_zone, a.kind, a.subject, a.scheduled_at, a.location
  FROM activities a
  JOIN organizations o ON o.id = a.organization_id AND o.is_active
  JOIN user_organizations m ON m.organization_id = a.organization_id AND m.is_active
  JOIN users u ON u.id = m.user_id AND u.is_active
  WHERE a.organization_id = $1 AND a.id = $2 AND m.user_id = $3
    AND a.status = 'planned' AND a.deleted_at IS NULL`

/**
 * Reminds a user of what is planned, by the clocks of the organization. In a unit of the system.
 *
 * @returns null when it is done, canceled or deleted meanwhile, or the user works there no more
 */
export async function reminderMail({
  organizationId,
  activityId,
  userId,
}: Reminder): Promise<MailContent | null> {
  const { rows } = await UnitOfWork.get().query<Reminded & Record<string, unknown>>(ASKED, [
    organizationId,
    activityId,
    userId,
  ])
  const [found] = rows
  if (!found) return null
  const subject = sanitizeInline(found.subject)
  return {
    to: found.email,
    subject: `Reminder: ${subject}`,
    paragraphs: [
      `This ${found.kind} is planned in ${sanitizeInline(found.organization)}: ${subject}`,
      ...(found.scheduled_at ? [whenOf(found.scheduled_at, found.time_zone)] : []),
      ...(found.location ? [`Where: ${sanitizeInline(found.location)}`] : []),
    ],
    action: { label: 'Open headless-crm', url: frontendUrl },
    footnote: 'You are reminded because you own it, or take part in it.',
  }
}

function whenOf(at: Date, zone: string): string {
  const moment = DateTime.fromJSDate(at).setZone(zone)
  return `When: ${moment.toFormat('cccc, d LLLL yyyy, HH:mm')} (${zone})`
}
