import {
  accountOpened,
  emailChange,
  emailChanged,
  existingAccount,
  passwordChanged,
  passwordReset,
  sessionReused,
  verification,
} from '#plugins/identity/mails/account_mails'
import { invitation } from '#plugins/identity/mails/invitation_mail'
import type { MailContent } from '#core/mail/mail'

/**
 * A letter that is to be written: which one, and about whom. It waits in the
 * database until it is sent, so it holds no token: the letter draws its own.
 */
export type MailJob =
  | { readonly letter: 'verification'; readonly userId: string }
  | { readonly letter: 'account_opened'; readonly userId: string }
  | { readonly letter: 'existing_account'; readonly userId: string }
  | { readonly letter: 'password_reset'; readonly email: string }
  | { readonly letter: 'password_changed'; readonly userId: string }
  | {
      readonly letter: 'email_change'
      readonly userId: string
      readonly email: string
      /** When it was asked for: ISO 8601, UTC. */
      readonly at?: string
    }
  | { readonly letter: 'email_changed'; readonly userId: string; readonly formerly: string }
  | { readonly letter: 'session_reused'; readonly userId: string }
  | {
      readonly letter: 'invitation'
      readonly organizationId: string
      readonly invitationId: string
    }

/** Writes the letter. In a unit of the system. @returns null when there is nothing left to say */
export function buildMail(job: MailJob): Promise<MailContent | null> {
  switch (job.letter) {
    case 'verification':
      return verification(job)
    case 'account_opened':
      return accountOpened(job)
    case 'existing_account':
      return existingAccount(job)
    case 'password_reset':
      return passwordReset(job)
    case 'password_changed':
      return passwordChanged(job)
    case 'email_change':
      return emailChange(job)
    case 'email_changed':
      return emailChanged(job)
    case 'session_reused':
      return sessionReused(job)
    case 'invitation':
      return invitation(job)
  }
}
