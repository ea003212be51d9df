import type { HttpContext } from '@adonisjs/core/http'
import type { JSONSchema7 } from 'json-schema'
import { fieldLabel } from '#admin/humanize'
import { keysOf } from '#plugins/imports/models/import/named_mapping'
import { writableFields } from '#plugins/imports/models/import/plan'
import { writesOf } from '#core/resources/records/record'
import type { Resource } from '#core/resources/define_resource'
import { relatedTo } from '#core/resources/related'

const PHONES: ReadonlySet<string> = new Set(['phone', 'mobile', 'phones_add'])

/** A field of the form: from which column of the file it comes. */
export interface Source {
  readonly name: string
  readonly label: string
  readonly isRequired: boolean
  /** By what a cell can name the record that the field refers to. */
  readonly keys: readonly string[]
  /** What is written in more than one way. */
  readonly holds: 'date' | 'number' | 'phone' | null
}

/** The fields that files can have. */
export async function sourcesOf(ctx: HttpContext, resource: Resource): Promise<Source[]> {
  const { identity, plugins } = ctx
  const required = new Set((await schemaOf(resource)).required)
  const writable = await writableFields(resource, identity)
  return [...writable].map(([name, schema]) => {
    const related = relatedTo(resource, name, plugins)
    return {
      name,
      label: labelOf(name, { isRelated: related !== null, addsTo: resource.fields[name]?.addsTo }),
      isRequired: required.has(name),
      keys: related ? [...keysOf(related, identity), 'id'] : [],
      holds: heldBy(name, schema),
    }
  })
}

function heldBy(name: string, { type, format }: JSONSchema7): Source['holds'] {
  if (format === 'date' || format === 'date-time') return 'date'
  if (PHONES.has(name)) return 'phone'
  const types = [type].flat()
  return types.includes('integer') || types.includes('number') ? 'number' : null
}

function labelOf(
  name: string,
  {
    isRelated,
    addsTo,
  }: { readonly isRelated: boolean; readonly addsTo?: string | null | undefined }
): string {
  if (addsTo) return `Further ${fieldLabel(addsTo).toLowerCase()}`
  return fieldLabel(isRelated ? name.replace(/_id$/, '') : name)
}

async function schemaOf(resource: Resource): Promise<JSONSchema7> {
  return (await writesOf(resource)).create.describe?.() ?? {}
}
