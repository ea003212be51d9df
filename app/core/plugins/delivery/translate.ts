import { UnitOfWork } from '#core/database/unit_of_work'
import { type Translation, type Values, translationIn } from '#core/i18n/translation'
import type { Plugin } from '#core/plugins/api'
import { fillIn, keyOf } from '#core/plugins/plugin_messages'

const known = new WeakMap<UnitOfWork, Promise<Translation | null>>()

/** Says what a plugin says in English in the language of the organization of the running unit. */
export async function translate(plugin: Plugin, english: string, values?: Values): Promise<string> {
  return said(await organizationLanguage(), plugin, english, values)
}

/** The same in the language of a locale. */
export function translateInto(
  locale: string,
  plugin: Pick<Plugin, 'id'>,
  english: string,
  values?: Values
): string {
  return said(translationIn(locale), plugin, english, values)
}

function said(
  translation: Translation | null,
  { id }: Pick<Plugin, 'id'>,
  english: string,
  values?: Values
): string {
  const inEnglish = fillIn(english, values)
  return translation?.say(keyOf(id, english), values ?? {}, inEnglish) ?? inEnglish
}

/** The language of the organization of the running unit, looked up once in it; null when that is English. */
export function organizationLanguage(): Promise<Translation | null> {
  const unit = UnitOfWork.get()
  const asked = known.get(unit) ?? findLanguage(unit)
  known.set(unit, asked)
  return asked
}

async function findLanguage(unit: UnitOfWork): Promise<Translation | null> {
  const { rows } = await unit.query<{ locale: string }>(
    'SELECT locale FROM organizations WHERE id = app_organization()'
  )
  return translationIn(rows[0]?.locale ?? 'en')
}
