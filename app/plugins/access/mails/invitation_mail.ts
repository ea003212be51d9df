import type { MailContent } from '#core/mail/mail'
import { linkTo } from '#core/mail/links'
import { sanitizeInline } from '#core/mail/sanitize_inline'
import Invitation from '#plugins/access/models/invitation'
import Organization from '#plugins/identity/models/organization'

/**
 * Asks somebody into an organization. In a unit of the system.
 *
 * @returns null when it was answered or taken back meanwhile
 */
export async function invitation(order: {
  organizationId: string
  invitationId: string
}): Promise<MailContent | null> {
  const { organizationId, invitationId: id } = order
  const invited = await Invitation.query().where({ organizationId, id }).forUpdate().first()
  if (!invited?.isOpen || invited.hasExpired) return null

  const organization = await Organization.findOrFail(organizationId)
  const inviter = invited.invitedById ? await invited.related('inviter').query().first() : null
  const name = sanitizeInline(organization.name)
  const token = await invited.generateToken()
  return {
    to: invited.email,
    subject: `You are invited to ${name}`,
    paragraphs: [
      `${inviter ? sanitizeInline(inviter.fullName) : 'A member'} invites you to work in ${name} at headless-crm.`,
      `The link is good until ${invited.expiresAt.toFormat('d LLLL yyyy')}, and once.`,
    ],
    action: { label: 'Accept the invitation', url: linkTo('accept-invitation', token) },
    footnote: 'If you do not know who that is, do not follow the link.',
  }
}
