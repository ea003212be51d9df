import { hash } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import type { JSONSchema7 } from 'json-schema'
import { describedBody, describedInputs } from '#admin/described_form'
import type { Input, Refused } from '#admin/form'
import { typedIn } from '#admin/form_values'
import { fieldLabel } from '#admin/humanize'
import type { FieldError } from '#core/http/exceptions/problem'
import type { Plugin } from '#core/plugins/api'
import { kindsOf } from '#core/plugins/settings/setting'

type Form = Readonly<Record<string, unknown>>

/**
 * Under which names a form carries new secrets, and which of them are to be cleared. What begins
 * so is never shown again, also when the form is refused.
 */
export const SECRET_FIELD = '_secrets'
const CLEARED_FIELD = '_secrets_cleared'

/** A secret in the form: whether it is set, and an input for another one, which is always empty. */
interface SecretInput extends Pick<Input, 'name' | 'label' | 'hint' | 'wrong'> {
  readonly isSet: boolean
  readonly maxLength: number | null
}

interface Described {
  readonly settings: Form
  readonly settings_schema: JSONSchema7 | null
}

/** The form in which a plugin is set up. */
export function settingsForm(
  plugin: Plugin,
  { settings, settings_schema: schema }: Described,
  ctx: HttpContext
): { readonly inputs: readonly Input[]; readonly secrets: readonly SecretInput[] } {
  if (!schema) return { inputs: [], secrets: [] }
  const refused = refusedOf(ctx)
  const { secret } = kindsOf(plugin)
  return {
    inputs: describedInputs(withoutNames(schema, secret), Object(settings), refused),
    secrets: [...secret].map((name) => {
      const { title, description = null, maxLength = null } = Object(schema.properties?.[name])
      const wrong = refused?.errors.find(({ field }) => field === name)?.message ?? null
      const isSet = Boolean(Object(settings[name]).is_set)
      return { name, label: title ?? fieldLabel(name), hint: description, wrong, isSet, maxLength }
    }),
  }
}

/** What the form of a plugin's settings says, in the types that its schema asks for. */
export function settingsIn(plugin: Plugin, schema: JSONSchema7, form: Form) {
  const { secret } = kindsOf(plugin)
  const plain = describedBody(withoutNames(schema, secret), form, false)
  const cleared = [form[CLEARED_FIELD] ?? []].flat()
  const secrets = [...secret].flatMap((name): [string, unknown][] => {
    const text = typedIn(form, `${SECRET_FIELD}.${name}`)
    if (typeof text === 'string' && text !== '') return [[name, text]]
    return cleared.includes(name) ? [[name, null]] : []
  })
  return { ...plain, ...Object.fromEntries(secrets) }
}

/** Tells settings from others: a choice that was never made has no version to count. */
export function settingsVersion(settings: unknown): string {
  return hash('sha256', JSON.stringify(settings ?? {}), 'base64url').slice(0, 16)
}

function withoutNames(schema: JSONSchema7, names: ReadonlySet<string>): JSONSchema7 {
  const entries = Object.entries(schema.properties ?? {}).filter(([name]) => !names.has(name))
  return { ...schema, properties: Object.fromEntries(entries) }
}

function refusedOf({ session }: HttpContext): Refused | null {
  const refusal: { errors?: FieldError[] } | null = session.flashMessages.get('refusal', null)
  if (!refusal) return null
  const errors = (refusal.errors ?? []).map((error) => ({
    ...error,
    field: error.field.replace(/^settings\./, ''),
  }))
  return { typed: session.flashMessages.all(), errors }
}
