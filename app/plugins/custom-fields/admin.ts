import vine from '@vinejs/vine'
import type { Admin } from '#core/plugins/api'
import { CUSTOM_TYPES } from '#core/custom_fields/custom_field'
import { resources } from '#core/resources/registry'
import {
  form,
  optionalInteger,
  optionalText,
  requiredText,
} from '#core/resources/validation/fields'
import { strictObject } from '#core/resources/validation/strict_object'
import { optionsIn } from '#plugins/custom-fields/option_lines'

const KEY = { pattern: /^[a-z][a-z0-9_]{0,62}$/, what: 'of small letters, digits and _' }
const LINES = 'One on each line: value | title | #2f6fed'

const flag = (title: string) => vine.boolean({ strict: true }).optional().meta({ title })
const line = (title: string, longest: number, description?: string) =>
  optionalText(longest).meta({ title, ...(description !== undefined && { description }) })

/** The resources whose records have fields of an organization's own. */
function extensible(): string[] {
  return [...resources.values()].filter((each) => each.extensible).map(({ name }) => name)
}

/** What the form of a new field takes; what is missing in it is said on the page of the field. */
const body = () =>
  strictObject(
    vine.object({
      resource: vine.enum(extensible()).meta({ title: 'Records' }),
      title: requiredText(100).meta({ title: 'Title' }),
      key: vine
        .string()
        .use(form(KEY))
        .meta({ title: 'Key', description: 'How the API calls it. It never changes.' }),
      type: vine.enum(CUSTOM_TYPES).meta({ title: 'Type', description: 'It never changes.' }),
      options: optionalText(20_000).meta({ title: 'Options', description: `Of choices. ${LINES}` }),
      refers_to: line('Refers to', 100, 'Of references: vendors'),
      group: line('Group', 100),
      position: optionalInteger(0, 1_000_000).meta({ title: 'Position' }),
      help: optionalText(1000).meta({ title: 'Help' }),
      required: flag('Required'),
      unique: flag('Unique'),
      indexed: flag('Indexed'),
      searchable: flag('Searched'),
      sensitive: flag('Sensitive'),
      read_permission: line('Permission to read', 200),
      write_permission: line('Permission to write', 200),
    })
  )

interface Row extends Record<string, unknown> {
  readonly id: string
  readonly resource: string
  readonly key: string
  readonly title: string
  readonly type: string
  readonly group_title: string | null
  readonly marks: readonly string[]
}

/** The page on which the fields of an organization are seen together, by resource and group, and made. */
export const customFieldPages: NonNullable<Admin['pages']> = {
  fields: {
    title: 'Custom fields',
    permission: 'custom-fields:manage',
    menu: true,
    view: 'custom-fields::fields',
    state: async ({ query }) => {
      const { rows } = await query<Row>(
        `SELECT id, resource, key, title, type, group_title,
                array_remove(ARRAY[CASE WHEN is_required THEN 'required' END,
                  CASE WHEN is_unique THEN 'unique' END, CASE WHEN is_indexed THEN 'indexed' END,
                  CASE WHEN is_searchable THEN 'searched' END,
                  CASE WHEN is_sensitive THEN 'sensitive' END,
                  'read: ' || read_permission, 'write: ' || write_permission], NULL) AS marks
         FROM custom_fields
         WHERE organization_id = app_organization() AND deleted_at IS NULL
         ORDER BY resource, group_title NULLS FIRST, position, key`
      )
      const names = [...new Set(rows.map(({ resource }) => resource))]
      return {
        sections: names.map((name) => ({
          name,
          fields: rows
            .filter(({ resource }) => resource === name)
            .map((row) => ({ ...row, marks: row.marks.join(', ') })),
        })),
      }
    },
    submit: {
      label: 'Define a field',
      done: 'The field is there.',
      get body() {
        return body()
      },
      handle: async ({ body: typed }) => {
        const { default: CustomField } = await import('#plugins/custom-fields/models/custom_field')
        const { default: customFields } =
          await import('#plugins/custom-fields/resources/custom_fields')
        const { options, ...said } = typed
        const writes = await customFields.writes?.()
        const input = {
          ...said,
          ...(typeof options === 'string' && { options: optionsIn(options) }),
        }
        const details = await writes?.create.validate(input)
        if (details) await CustomField.create(details)
      },
    },
  },
}
