import { appUrl } from '#config/app'
import { SignedLinks } from '#core/access/signed_link'

/** What a link leads to, and in whose name it is followed. */
export interface Link {
  readonly organizationId: string
  readonly attachmentId: string
  readonly userId: string
  /** The key through which it was made, if it was. */
  readonly keyId: string | null
}

const links = new SignedLinks('attachment-link')

/** The address of what an attachment holds, good until then. Anyone who has it may follow it. */
export async function signLink(link: Link, expiresAt: Date): Promise<string> {
  const { organizationId: org, attachmentId: sub, userId: usr, keyId } = link
  const token = await links.sign(
    { sub, org, usr, ...(keyId !== null && { key: keyId }) },
    expiresAt
  )
  return `${appUrl}/api/attachment-links/${token}/`
}

/** The link that a token stands for; null when it is none of ours, or too old. */
export async function readLink(token: string): Promise<Link | null> {
  const { sub, org, usr, key: keyId = null } = (await links.read(token)) ?? {}
  if (sub === undefined || org === undefined || usr === undefined) return null
  return { organizationId: org, attachmentId: sub, userId: usr, keyId }
}
