import { AddressGuard } from '#core/http/address_guard'
import { readShares } from '#core/http/shares'
import { TrustedProxies } from '#core/http/trusted_proxies'
import { readLimit } from '#core/rate_limits/limit'
import { weakKeyProblem } from '#core/health/production_check'
import { commaSeparated } from '#core/support/comma_separated'

/*
 * Rules for settings beyond those of the framework: each reads one, or throws a
 * sentence that says what is wrong with it. What is empty is not set.
 */

type Rule<T> = (name: string, value?: string) => T

interface Bounds {
  readonly min?: number
  readonly max?: number
  readonly whole?: boolean
}

/** A number, from 0 on by default. */
export function number({ min = 0, max, whole = false }: Bounds = {}): Rule<number | undefined> {
  const kind = whole ? 'a whole number' : 'a number'
  const wanted = max === undefined ? `${kind} from ${min} on` : `${kind} from ${min} to ${max}`
  return (name, value) => {
    if (!value) return undefined
    const read = Number(value)
    const fits = read >= min && read <= (max ?? Number.MAX_SAFE_INTEGER)
    if (!fits || (whole && !Number.isInteger(read))) {
      throw new Error(`${name} is "${value}". Write ${wanted}.`)
    }
    return read
  }
}

/** A port of TCP. */
export const port = () => number({ whole: true, max: 65_535 })

/** The same, which has no default. */
export function required<T>(rule: Rule<T | undefined>): Rule<T> {
  return (name, value) => {
    const read = rule(name, value)
    if (read === undefined) throw new Error(`${name} is not set.`)
    return read
  }
}

/** `20/60`, or `off`. */
export const limit = () => readAs(readLimit)

/** `2/4/32`. */
export const shares = () => readAs(readShares)

/** Addresses and networks of proxies. */
export const proxies = () => readAs((_name, value) => new TrustedProxies(commaSeparated(value)))

/** Addresses and networks that plugins may ask. */
export const networks = () => readAs((_name, value) => new AddressGuard(commaSeparated(value)))

/** A secret that is long enough. Never repeated in what is said of it. */
export function key<T>(rule: Rule<T>): Rule<T> {
  return (name, value = '') => {
    const problem = weakKeyProblem(value)
    if (problem !== null) throw new Error(problem)
    return rule(name, value)
  }
}

/** The address of a PostgreSQL. It holds a password, and is not repeated either. */
export function databaseUrl(): Rule<string | undefined> {
  return (name, value) => {
    if (!value) return undefined
    if (/^postgres(ql)?:\/\//.test(value) && URL.canParse(value)) return value
    throw new Error(
      `${name} is no address of a PostgreSQL. Write postgresql://user:password@host:5432/name, with special characters of the password percent-encoded.`
    )
  }
}

/** For settings whose readers need the text: it is read once, to see whether it can be. */
function readAs(read: (name: string, value: string) => unknown): Rule<string | undefined> {
  return (name, value) => {
    if (!value) return undefined
    read(name, value)
    return value
  }
}
