import { randomBytes } from 'node:crypto'
import { StartupError } from '#core/health/startup_error'

/** What the documentation prints, and every user knows. */
export const PUBLIC_ADMIN_PASSWORD = 'admin123'
export const PUBLIC_MEMBER_PASSWORD = 'demo12345'

const MIN_LENGTH = 8

/** With which passwords the people of the demonstration begin. */
export interface DemoPasswords {
  readonly admin: string
  readonly others: string
  /** Whether a user has to be told, since no one can know them. */
  readonly areSecret: boolean
}

export interface Circumstances {
  readonly inProduction: boolean
  /** SEED_ADMIN_PASSWORD */
  readonly given: string | undefined
}

/**
 * The public passwords, unless this is a production system: there the given
 * one, or one drawn now.
 *
 * @throws when the given one is too short, or in production is a public one
 */
export function chooseDemoPasswords({ inProduction, given }: Circumstances): DemoPasswords {
  if (given && given.length < MIN_LENGTH) {
    throw new StartupError(`SEED_ADMIN_PASSWORD needs at least ${MIN_LENGTH} characters.`)
  }
  if (!inProduction) {
    return {
      admin: given ?? PUBLIC_ADMIN_PASSWORD,
      others: PUBLIC_MEMBER_PASSWORD,
      areSecret: false,
    }
  }
  if (given === PUBLIC_ADMIN_PASSWORD || given === PUBLIC_MEMBER_PASSWORD) {
    throw new StartupError('SEED_ADMIN_PASSWORD is a published password. Choose another one.')
  }
  return { admin: given ?? generatePassword(), others: generatePassword(), areSecret: true }
}

function generatePassword(): string {
  return randomBytes(15).toString('base64url')
}
