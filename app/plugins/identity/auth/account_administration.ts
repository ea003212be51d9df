import type { LucidRow } from '@adonisjs/lucid/types/model'
import { type AccountChanges, recordAccountEvent } from '#core/audit/account_event'
import { generateToken } from '#core/access/opaque_token'
import { hashPassword } from '#plugins/identity/auth/passwords'
import { enqueue } from '#core/jobs/enqueue'
import sendMail from '#core/jobs/send_mail'
import { AccountToken } from '#plugins/identity/models/account_token'
import type { Device } from '#core/access/device'
import User from '#plugins/identity/models/user'

/*
 * What superusers do to the accounts of others, in a unit of the system on
 * their behalf. Nobody but its owner ever knows a password (ADR 0150).
 */

/** By the names of columns. */
type Details = Readonly<Record<string, unknown>> & { readonly email?: string | undefined }

/** What may be told of an account's changes. */
const AUDITED_FIELDS = [
  'email',
  'username',
  'firstName',
  'lastName',
  'phone',
  'profileImage',
  'isActive',
  'isSuperuser',
] as const

let unguessable: Promise<string> | undefined

/** Makes an account, and writes its owner a letter with which to choose a password. */
export async function openAccount(
  details: Details & { readonly email: string },
  device: Device
): Promise<User> {
  const user = await User.create({ ...details, password: await unusablePassword() })
  await recordAccountEvent('account-open', user.id, device, changesOf(new User(), user))
  await enqueue(sendMail, { letter: 'account_opened', userId: user.id })
  return user
}

/**
 * Writes the changes of a locked account. A new address is no proven one, and
 * the one before is told.
 *
 * @throws 409 when an organization would be left without an owner, or all
 * without a superuser
 */
export async function changeAccount(
  user: User,
  { email, ...details }: Details,
  device: Device
): Promise<void> {
  const before = new User().fill(user.$attributes)
  const row: LucidRow = user
  row.merge(details)
  const isElsewhere = email !== undefined && User.normalizeEmail(email) !== before.emailNormalized
  if (isElsewhere) user.giveEmail(email)
  else user.email = email ?? user.email
  if (!user.$isDirty) return
  await user.save()
  if (isElsewhere) await announceEmail(user, before.email)
  await recordAccountEvent('account-change', user.id, device, changesOf(before, user))
}

/**
 * Writes a user a letter with which to choose another password. The one that
 * they have is good until then.
 */
export async function sendPasswordReset({ id, email }: User, device: Device): Promise<void> {
  await enqueue(sendMail, { letter: 'password_reset', email })
  await recordAccountEvent('password-reset-send', id, device)
}

async function announceEmail({ id: userId }: User, formerly: string): Promise<void> {
  await AccountToken.revoke(userId)
  await enqueue(sendMail, { letter: 'verification', userId })
  await enqueue(sendMail, { letter: 'email_changed', userId, formerly })
}

/** The hash of what is kept nowhere. One for all: there is nothing to guess behind it. */
async function unusablePassword(): Promise<string> {
  unguessable ??= hashPassword(generateToken())
  try {
    return await unguessable
  } catch (error) {
    unguessable = undefined
    throw error
  }
}

function changesOf(before: User, after: User): AccountChanges {
  return Object.fromEntries(
    AUDITED_FIELDS.map(
      (name) => [name, { from: before[name] ?? null, to: after[name] ?? null }] as const
    )
      .filter(([, { from, to }]) => from !== to)
      .map(([name, change]) => [User.$getColumn(name)?.columnName ?? name, change])
  )
}
