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
import type { MailBuilders } from '#core/plugins/api'

const mails: MailBuilders = {
  verification,
  account_opened: accountOpened,
  existing_account: existingAccount,
  password_reset: passwordReset,
  password_changed: passwordChanged,
  email_change: emailChange,
  email_changed: emailChanged,
  session_reused: sessionReused,
}

export default mails
