import { v7 as uuidv7 } from 'uuid'
import { recordAccountEvent } from '#core/audit/account_event'
import { accountOf } from '#plugins/identity/auth/account'
import { Identity } from '#core/access/identity'
import { ensurePasswordStrength } from '#plugins/identity/auth/password_strength'
import { hashPassword } from '#plugins/identity/auth/passwords'
import { violates } from '#core/http/exceptions/violates'
import { enqueue } from '#core/jobs/enqueue'
import sendMail from '#core/jobs/send_mail'
import Organization from '#plugins/identity/models/organization'
import type { Device } from '#core/access/device'
import User from '#plugins/identity/models/user'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

export interface Registration {
  readonly email: string
  readonly password: string
  readonly firstName: string
  readonly lastName: string
  readonly phone: string | null
  /** The organization that the user founds with it, if any. */
  readonly organizationName: string | null
}

/** Whoever registers logs in only afterwards. */
const NO_SESSION = '00000000-0000-0000-0000-000000000000'

/**
 * Registers somebody, and sends them a letter that asks them to confirm their
 * address.
 *
 * For an address that has an account the same work is done, answered, and
 * undone, and its owner gets another letter: who registers cannot tell the one
 * from the other (ADR 0021).
 *
 * @returns the account, as its owner sees it, as JSON
 * @throws 422 when the password is easy to guess
 */
export async function register(registration: Registration, device: Device): Promise<string> {
  await ensurePasswordStrength(registration.password, registration)
  const hashed = await hashPassword(registration.password)
  const enrolment = () => UnitOfWork.run(asSystem, () => enrol(registration, hashed, device))
  try {
    return await enrolment()
  } catch (error) {
    /* Somebody was faster, and the address has an account by now. */
    if (violates(error, 'users_email_unique')) return enrolment()
    throw error
  }
}

async function enrol(registration: Registration, hashed: string, device: Device): Promise<string> {
  const unit = UnitOfWork.get()
  const { email } = registration
  const holder = await User.findByEmail(email)
  if (holder) {
    const standIn = { ...registration, email: `${uuidv7()}@registration.invalid` }
    const account = await unit.dryRun(() => open(standIn, hashed, device))
    await enqueue(sendMail, { letter: 'existing_account', userId: holder.id })
    return JSON.stringify({ ...account, email })
  }
  const account = await unit.savepoint(() => open(registration, hashed, device))
  await enqueue(sendMail, { letter: 'verification', userId: account.id })
  return JSON.stringify({ ...account, email })
}

/** Makes the user and their organization. @returns the account as its owner sees it */
async function open(
  { email, firstName, lastName, phone, organizationName }: Registration,
  password: string,
  device: Device
): Promise<{ id: string }> {
  const unit = UnitOfWork.get()
  const user = await User.create({ email, password, firstName, lastName, phone })
  unit.setActor(user.id)
  await recordAccountEvent('register', user.id, device)
  if (organizationName) await Organization.found({ name: organizationName }, user)
  const { body } = await unit.read(await accountOf(Identity.outside(user.id, NO_SESSION)))
  return JSON.parse(body)
}
