import { hashOfToken } from '#core/access/opaque_token'
import { UnitOfWork } from '#core/database/unit_of_work'

/** What the page behind a letter shows: who asks whom, and where to. */
export interface Preview {
  readonly email: string
  readonly organization: { readonly name: string }
  readonly invited_by: string | null
  readonly role: string
  readonly roles: readonly string[]
  readonly expires_at: string
  /** Whether the invitee accepts with the password of an account that they have, or makes one. */
  readonly account_exists: boolean
}

/**
 * What a user who holds an open invitation's token may know of it. In a unit
 * of the system. @returns null when the token is not good
 */
export async function previewOf(token: string): Promise<Preview | null> {
  const { rows } = await UnitOfWork.get().query<Preview>(
    `SELECT i.email, json_build_object('name', o.name) AS organization, i.role,
            coalesce(nullif(concat_ws(' ', u.first_name, u.last_name), ''), u.username, u.email)
              AS invited_by,
            ARRAY(SELECT r.name FROM invitation_roles p
                  JOIN roles r ON r.organization_id = p.organization_id AND r.id = p.role_id
                  WHERE p.organization_id = i.organization_id AND p.invitation_id = i.id
                  ORDER BY r.name COLLATE alphabetical) AS roles,
            to_char(i.expires_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS expires_at,
            EXISTS (SELECT FROM users h WHERE h.email_normalized = i.email_normalized)
              AS account_exists
     FROM invitations i
     JOIN organizations o ON o.id = i.organization_id AND o.is_active
     LEFT JOIN users u ON u.id = i.invited_by_id
     WHERE i.token_hash = $1 AND i.accepted_at IS NULL AND i.revoked_at IS NULL
       AND i.expires_at > now()`,
    [hashOfToken(token)]
  )
  return rows[0] ?? null
}
