import type { I18n } from '@adonisjs/i18n'
import i18nManager from '@adonisjs/i18n/services/main'
import type { HttpContext } from '@adonisjs/core/http'
import logger from '@adonisjs/core/services/logger'

/** What a message speaks of: the names in its braces. */
export type Values = Readonly<Record<string, unknown>>

/** Preferences that English satisfies, of which most callers have one: nothing is looked up for them. */
const ENGLISH = /^\s*(\*|en\b)/i

/** Says in another language what the application says in English. */
export class Translation {
  readonly #i18n: I18n

  constructor(locale: string) {
    this.#i18n = i18nManager.locale(locale)
  }

  /**
   * @param key by which translations of the message are known
   * @returns the message in this language; in English when no one has translated it
   */
  say(key: string, values: Values, english: string): string {
    const found = this.#i18n.resolveIdentifier(key)
    if (found === null) return english
    try {
      return this.#i18n.formatRawMessage(found.message, readable(values))
    } catch (error) {
      logger.warn({ err: error, key, locale: this.#i18n.locale }, 'a translation does not fit')
      return english
    }
  }
}

/**
 * The language that the caller prefers, of those that are known, and says so in
 * the headers of the answer; null when that is English.
 */
export function translationFor({ request, response }: HttpContext): Translation | null {
  const preferred = request.header('accept-language')
  if (preferred === undefined || ENGLISH.test(preferred)) return null
  const locale = i18nManager.getSupportedLocaleFor(preferred)
  if (locale === null || locale === i18nManager.defaultLocale) return null
  response.header('Content-Language', locale)
  response.append('Vary', 'Accept-Language')
  return new Translation(locale)
}

/** The language of a locale (`de-AT`), of those that are known; null when that is English. */
export function translationIn(locale: string): Translation | null {
  if (ENGLISH.test(locale)) return null
  const known = i18nManager.getSupportedLocaleFor(locale)
  return known === null || known === i18nManager.defaultLocale ? null : new Translation(known)
}

function readable(values: Values): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'number' ? value : Array.isArray(value) ? value.join(', ') : String(value),
    ])
  )
}
