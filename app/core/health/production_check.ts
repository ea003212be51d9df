import { commaSeparated } from '#core/support/comma_separated'

/** The settings that a production system can get wrong, as they were given. */
export interface ProductionSettings {
  readonly appKey: string
  readonly debug: boolean
  readonly throttled: boolean
  readonly appUrl: string | undefined
  readonly smtpHost: string | undefined
  readonly smtpTls: string | undefined
  readonly allowedHosts: readonly string[]
  readonly allowedOrigins: readonly string[]
}

const MIN_KEY_LENGTH = 32
const KEY_ADVICE = 'Make one with "node ace generate:key --show".'

/** What examples, tutorials and tired people write in place of a secret. */
const EXAMPLE = /change.?me|example|secret|your.?(app|key)|password|placeholder|12345678|abcdefgh/i

/** The least number of different characters that 32 random ones have, for all practical purposes. */
const MIN_DISTINCT_CHARACTERS = 10

/** Reads them from an environment, in which others may be wrong. */
export function productionSettings(env: NodeJS.ProcessEnv): ProductionSettings {
  return {
    appKey: env.APP_KEY ?? '',
    debug: env.DEBUG === 'true' || env.DEBUG === '1',
    throttled: env.THROTTLE !== 'off',
    appUrl: env.APP_URL,
    smtpHost: env.SMTP_HOST,
    smtpTls: env.SMTP_TLS,
    allowedHosts: commaSeparated(env.ALLOWED_HOSTS ?? ''),
    allowedOrigins: commaSeparated(env.CORS_ALLOWED_ORIGINS ?? ''),
  }
}

/**
 * What keeps these settings from being used in production: one sentence each,
 * with what to do; none when nothing does.
 */
export function productionProblems(settings: ProductionSettings): string[] {
  return [
    ...keyProblems(settings.appKey),
    ...(settings.debug ? ['DEBUG is on. Remove it, or set DEBUG=false.'] : []),
    ...(settings.throttled ? [] : ['THROTTLE is off: passwords could be guessed. Remove it.']),
    ...wildcardProblems('CORS_ALLOWED_ORIGINS', settings.allowedOrigins),
  ]
}

/** What is no reason to refuse them, and still hardly what a user wants. */
export function productionWarnings(settings: ProductionSettings): string[] {
  return [
    ...urlProblems(settings.appUrl),
    ...mailProblems(settings),
    ...wildcardProblems('ALLOWED_HOSTS', settings.allowedHosts),
  ]
}

/** What keeps a key from being used anywhere, in a sentence that does not repeat it. */
export function weakKeyProblem(key: string): string | null {
  if (key === '') return `APP_KEY is empty. ${KEY_ADVICE}`
  if (key.length >= MIN_KEY_LENGTH) return null
  return `APP_KEY is shorter than ${MIN_KEY_LENGTH} characters. ${KEY_ADVICE}`
}

function keyProblems(key: string): string[] {
  const problem = weakKeyProblem(key)
  if (problem !== null) return [problem]
  if (EXAMPLE.test(key)) return [`APP_KEY looks like an example. ${KEY_ADVICE}`]
  if (new Set(key).size < MIN_DISTINCT_CHARACTERS) return [`APP_KEY can be guessed. ${KEY_ADVICE}`]
  return []
}

function urlProblems(url: string | undefined): string[] {
  if (!url)
    return ['APP_URL is not set. Set it to the https address at which clients reach the API.']
  if (url.startsWith('https://')) return []
  return [
    `APP_URL is not https (${url}). Tokens would travel readable: set it to the https address.`,
  ]
}

function mailProblems({ smtpHost, smtpTls }: ProductionSettings): string[] {
  if (!smtpHost) {
    return ['SMTP_HOST is not set. Mails are written to storage/mails, and are not sent.']
  }
  if (smtpTls !== 'none') return []
  return ['SMTP_TLS is none. The links of mails travel readable: remove it.']
}

function wildcardProblems(name: string, values: readonly string[]): string[] {
  if (!values.includes('*')) return []
  return [`${name} allows every origin ("*"). List the allowed ones.`]
}
