import { hash } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import type { JSONSchema7 } from 'json-schema'
import { type Refused, bodyOf, formOf } from '#admin/form'
import { meanwhileIn } from '#admin/meanwhile'
import { organizationPath } from '#admin/path'
import { pluralize, humanize } from '#admin/humanize'
import { type FieldError, notFound } from '#core/http/exceptions/problem'
import type { Plugin } from '#core/plugins/api'
import { describePlugin } from '#core/plugins/describe'
import { installedPlugin, installedPlugins } from '#core/plugins/installed'
import { currentPlugins } from '#core/plugins/plugin_set'

/** Settings are no resource's fields: their schema is all that is known of them. */
const SETTINGS = { relations: {}, fields: {} }

/** The plugins of this installation, as the organization of the page has them. */
export async function pluginList({ params }: HttpContext) {
  const here = await currentPlugins()
  const plugins = installedPlugins().map((plugin) => {
    const described = describePlugin(plugin, here)
    const path = organizationPath(params.slug, 'plugins', plugin.id)
    return { ...described, name: humanize(plugin.id), path, gains: gainsOf(described) }
  })
  return {
    choosable: plugins.filter((plugin) => plugin.can_be_disabled),
    always: plugins.filter((plugin) => !plugin.can_be_disabled),
  }
}

/** One plugin with the form of its settings. @throws 404 when there is none of this id */
export async function pluginPage(ctx: HttpContext) {
  const plugin = pluginNamed(ctx)
  const described = describePlugin(plugin, await currentPlugins())
  const { settings, settings_schema: schema, adds } = described
  const inputs = schema ? formOf(schema, SETTINGS, settings, refusedOf(ctx)) : []
  return {
    version: settingsVersion(settings),
    meanwhile: await meanwhileIn(ctx, { plugin: plugin.id }, inputs),
    plugin: { ...described, name: humanize(plugin.id), path: pluginPath(ctx) },
    inputs,
    added: [
      { label: 'Resources', names: adds.resources },
      { label: 'Permissions', names: adds.permissions },
      {
        label: 'Fields',
        names: Object.entries(adds.fields).flatMap(([resource, fields]) =>
          fields.map(({ title }) => `${title} of ${resource}`)
        ),
      },
      { label: 'Webhook topics', names: adds.webhooks },
      { label: 'Jobs', names: adds.jobs.map(({ name, every }) => `${name} ${every ?? ''}`.trim()) },
    ].filter(({ names }) => names.length > 0),
  }
}

/** Tells settings from others: a choice that was never made has no version to count. */
export function settingsVersion(settings: unknown): string {
  return hash('sha256', JSON.stringify(settings ?? {}), 'base64url').slice(0, 16)
}

/** The plugin that the path names. @throws 404 when there is none of this id */
export function pluginNamed({ params }: HttpContext): Plugin {
  const plugin = installedPlugin(params.plugin)
  if (!plugin) throw notFound('plugin')
  return plugin
}

export function pluginPath({ params }: HttpContext): string {
  return organizationPath(params.slug, 'plugins', params.plugin)
}

/** What the form of a plugin's settings says, in the types that its schema asks for. */
export function settingsOf(schema: JSONSchema7, form: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(
    Object.entries(bodyOf(schema, SETTINGS, form, false)).map(([name, value]) => {
      const property = schema.properties?.[name]
      const type = typeof property === 'object' ? property.type : undefined
      const isNumber = type === 'number' && typeof value === 'string' && value.trim() !== ''
      return [name, isNumber && !Number.isNaN(Number(value)) ? Number(value) : value]
    })
  )
}

function gainsOf({ adds }: ReturnType<typeof describePlugin>): string[] {
  const fields = Object.values(adds.fields).flat().length
  return [
    ...adds.resources.map(humanize),
    ...(fields > 0 ? [pluralize(fields, 'field')] : []),
    ...(adds.permissions.length > 0 ? [pluralize(adds.permissions.length, 'permission')] : []),
  ]
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
