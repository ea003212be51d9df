import { EmbeddedPostgresFailure, systemCode } from '#embedded_postgres/failure'
import { StartupError } from '#core/health/startup_error'

/**
 * A start that failed, in words for the person at the terminal; null when it
 * is a defect of ours, whose stack is worth more than a sentence.
 */
export function describeStartFailure(error: unknown): string | null {
  if (error instanceof EmbeddedPostgresFailure || error instanceof StartupError)
    return error.message
  if (!(error instanceof Error)) return null
  if (NATIVE_BINDING.test(error.message)) {
    return (
      'A package comes without its binary for this platform, which npm takes for optional. Install ' +
      'the packages without --omit=optional, on the platform that runs them.'
    )
  }
  return describeSystemError(error)
}

/** What packages made with napi-rs say, such as the one that hashes passwords. */
const NATIVE_BINDING = /(Cannot find|Failed to load) native binding/

function describeSystemError(error: Error): string | null {
  switch (systemCode(error)) {
    case 'EADDRINUSE':
      return (
        `The port ${part(error, 'port')} of ${part(error, 'address')} is taken. Stop the program ` +
        'that listens there, or set PORT to another one: PORT=8001 npm start'
      )
    case 'EADDRNOTAVAIL':
      return `HOST is ${part(error, 'address')}, which is no address of this computer.`
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      if (part(error, 'syscall') !== 'listen') return describeUnwritable(error)
      return `This user may not listen on port ${part(error, 'port')}. Set PORT to one above 1023.`
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'ETIMEDOUT':
    case '28P01':
    case '28000':
    case '3D000':
      return `The database in DATABASE_URL cannot be used: ${error.message || systemCode(error)}.`
    default:
      return null
  }
}

/** A file that could not be opened or made, by its path; null for what is no file. */
function describeUnwritable(error: Error): string | null {
  const path = part(error, 'path')
  if (path === 'undefined') return null
  return (
    `${path} cannot be opened or made: this user may not do that (${systemCode(error)}). Let them, ` +
    'start as another user, or set what would be kept there (APP_KEY, DATABASE_URL) in the environment.'
  )
}

function part(error: Error, name: string): string {
  const value: unknown = Object.getOwnPropertyDescriptor(error, name)?.value
  return String(value)
}
