import string from '@adonisjs/core/helpers/string'
import { ownersOf, readFields } from '#core/plugins/scaffold/asked_fields'
import { scaffoldResource } from '#core/plugins/scaffold/resource'

/** The files of a plugin that only a resource has. */
const OF_RESOURCE = ['migration', 'model', 'resource']

/** The stubs of a new plugin, and what they are filled with. @param fields as `readFields` reads them */
export function stubsOf(id: string, fields?: string) {
  const asked = fields === undefined ? [] : readFields(fields)
  const stubs = ['index', 'readme', 'test']
  const owners = ownersOf(asked).map((owner) => `, ${keyOf(owner)}: '^1.0.0'`)
  const plugin = {
    id,
    file: id.replaceAll('-', '_'),
    title: string.sentenceCase(id),
    requires: `crm: '^2.0.0'${owners.join('')}`,
    imports: '\n',
    adds: '',
  }
  if (asked.length === 0) return { stubs, state: { plugin } }
  const resource = scaffoldResource(id, asked, { path: 'resource', migration: 1 })
  const { model, singular } = resource
  const imports = [
    `import type ${model} from '#plugins/${id}/models/${singular}'`,
    `import resource from '#plugins/${id}/resource'`,
    `\ndeclare module '#core/plugins/api' {\n interface Resources {\n ${keyOf(id)}: { model: ${model} }\n}\n}\n`,
  ]
  const roles = Object.entries(rolesFor(id)).map(([role, grants]) => `${role}: ${grants}`)
  const adds = ['resources: [resource],', `roles: { ${roles.join(', ')} },\n`]
  return {
    stubs: [...stubs, ...OF_RESOURCE],
    state: {
      plugin: { ...plugin, imports: `\n${imports.join('\n')}`, adds: `\n${adds.join('\n')}` },
      resource,
    },
  }
}

/**
 * The stubs of a further resource of a plugin, and what they are filled with.
 *
 * @param fields as `readFields` reads them
 * @param migration the number of the migration that makes its table
 */
export function resourceStubsOf(id: string, name: string, fields: string, migration: number) {
  const asked = readFields(fields)
  const path = `resources/${name.replaceAll('-', '_')}`
  return {
    stubs: OF_RESOURCE,
    owners: ownersOf(asked),
    state: { plugin: { id }, resource: scaffoldResource(name, asked, { path, migration }) },
  }
}

/** What built-in roles get of a new resource, as source. */
export function rolesFor(name: string): Readonly<Record<string, string>> {
  return {
    manager: `['${name}:*']`,
    sales: `['${name}:read', '${name}:create']`,
    support: `['${name}:read']`,
    viewer: `['${name}:read']`,
  }
}

/** A name as the key of an object. */
export const keyOf = (id: string) => (id.includes('-') ? `'${id}'` : id)
