import { DateTime } from 'luxon'
import { frontendUrl } from '#config/app'
import type { MailContent } from '#core/mail/mail'
import { linkTo } from '#core/mail/links'
import { AccountToken } from '#plugins/identity/models/account_token'
import User from '#plugins/identity/models/user'

/*
 * Letters about a user's account. Each is written when it is sent, in a unit
 * of the system, and null when there is nothing left to say. They greet no one
 * by name: anyone who asks for a letter could have typed it, and must not choose
 * the words that a stranger reads.
 */

const NOT_YOU = 'If this was not you, you need not do anything.'

/** Asks a user who has registered to show that they read the mail of their address. */
export async function verification({ userId }: { userId: string }): Promise<MailContent | null> {
  const user = await User.find(userId)
  if (!user?.isActive || user.isVerified) return null
  const token = await AccountToken.issue({ userId, email: user.email }, 'verify_email')
  return {
    to: user.email,
    subject: 'Confirm your e-mail address',
    paragraphs: [
      'An account was registered at headless-crm with this address. Confirm that it is yours; until then you cannot invite other users.',
      'The link is good for one hour, and once.',
    ],
    action: { label: 'Confirm this address', url: linkTo('verify-email', token) },
    footnote: 'If you did not register, do not follow the link.',
  }
}

/** Tells a user who has an account that their address was registered once more. */
export async function existingAccount({ userId }: { userId: string }): Promise<MailContent | null> {
  const user = await User.find(userId)
  if (!user?.isActive) return null
  return {
    to: user.email,
    subject: 'You already have an account',
    paragraphs: [
      'There was an attempt to register at headless-crm with this address. It already has an account, and nothing was changed.',
      'If it was you: log in, or ask for a new password if you do not know yours any more.',
    ],
    action: { label: 'Open headless-crm', url: frontendUrl },
    footnote: NOT_YOU,
  }
}

/** Tells a user that they have an account, and lets them choose its password. */
export async function accountOpened({ userId }: { userId: string }): Promise<MailContent | null> {
  const user = await User.find(userId)
  if (!user?.isActive || user.passwordChangedAt) return null
  const token = await AccountToken.issue({ userId, email: user.email }, 'reset_password')
  return {
    to: user.email,
    subject: 'You have an account now',
    paragraphs: [
      'The operators of headless-crm have created an account for you with this address. Choose a password; no one else knows one for it.',
      'The link is good for one hour, and once. After that, ask for a new password with “forgot password”.',
    ],
    action: { label: 'Choose a password', url: linkTo('reset-password', token) },
    footnote: 'If you expect no account, do not follow the link.',
  }
}

/** Lets a user who has forgotten their password choose another one. */
export async function passwordReset({ email }: { email: string }): Promise<MailContent | null> {
  const user = await User.findByEmail(email)
  if (!user?.isActive) return null
  const token = await AccountToken.issue({ userId: user.id, email: user.email }, 'reset_password')
  return {
    to: user.email,
    subject: 'Choose a new password',
    paragraphs: [
      'A new password was requested for your account at headless-crm. Choose one with this link; every device that is logged in will be logged out.',
      'The link is good for one hour, and once.',
    ],
    action: { label: 'Choose a new password', url: linkTo('reset-password', token) },
    footnote: `${NOT_YOU} Your password stays as it is.`,
  }
}

/** Tells a user that their password is another one now. */
export async function passwordChanged({ userId }: { userId: string }): Promise<MailContent | null> {
  const user = await User.find(userId)
  if (!user?.isActive) return null
  return {
    to: user.email,
    subject: 'Your password was changed',
    paragraphs: [
      'The password of your account at headless-crm was changed, and your other devices were logged out.',
    ],
    footnote: 'If this was not you, ask for a new password at once.',
  }
}

/**
 * Asks anyone who reads the mail of a new address to confirm it. When the address
 * has an account, that one is told instead. Who has changed their password since
 * has given up what was asked for before, also what waits to be sent.
 */
export async function emailChange({
  at,
  ...order
}: {
  userId: string
  email: string
  at?: string
}): Promise<MailContent | null> {
  const holder = await User.findByEmail(order.email)
  if (holder && holder.id !== order.userId) return existingAccount({ userId: holder.id })
  const user = await User.find(order.userId)
  if (!user?.isActive || isOutdated(user, at)) return null
  const { userId, email } = order
  const token = await AccountToken.issue({ userId, email }, 'change_email')
  return {
    to: order.email,
    subject: 'Confirm your new e-mail address',
    paragraphs: [
      'This address was entered as the new address of an account at headless-crm. Once you confirm it, that account logs in with it.',
      'The link is good for one hour, and once.',
    ],
    action: { label: 'Use this address', url: linkTo('confirm-email', token) },
    footnote: 'If this was not you, do not follow the link.',
  }
}

/** Tells the address that an account had before that it is not its address any more. */
export async function emailChanged({
  userId,
  formerly,
}: {
  userId: string
  formerly: string
}): Promise<MailContent | null> {
  const user = await User.find(userId)
  if (!user) return null
  return {
    to: formerly,
    subject: 'Your e-mail address was changed',
    paragraphs: [
      `Your account at headless-crm logs in with ${user.email} now. Mails no longer come to this address.`,
    ],
    footnote: 'If this was not you, tell the people who run headless-crm for you at once.',
  }
}

/** Tells a user that a session of theirs was ended, since two had its token. */
export async function sessionReused({ userId }: { userId: string }): Promise<MailContent | null> {
  const user = await User.find(userId)
  if (!user?.isActive) return null
  return {
    to: user.email,
    subject: 'One of your devices was logged out',
    paragraphs: [
      'A token of one of your sessions at headless-crm was used a second time. It may have been copied, so that session was ended; your other sessions continue.',
    ],
    action: { label: 'Open headless-crm', url: frontendUrl },
    footnote:
      'If a device of yours asks you to log in, that is why. If you worry, choose a new password.',
  }
}

function isOutdated({ passwordChangedAt }: User, at: string | undefined): boolean {
  return at !== undefined && passwordChangedAt !== null && passwordChangedAt > DateTime.fromISO(at)
}
