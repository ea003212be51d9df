import type { LucidModel } from '@adonisjs/lucid/types/model'
import { jobIdentity } from '#core/access/job_identity'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { enqueue } from '#core/jobs/enqueue'
import { jobs } from '#core/jobs/registry'
import type { Handle, Hook, Plugin } from '#core/plugins/api'
import { installedCode, installedPlugins, setInstalled } from '#core/plugins/installed'
import { publish } from '#core/plugins/messages'
import { contextOf, currentPlugins } from '#core/plugins/plugin_set'
import { inputSchema } from '#core/plugins/rights/command_input'
import { service } from '#core/plugins/services/service'
import { emitAction, nounOf } from '#core/resources/concerns/emits_events'
import { resources } from '#core/resources/registry'
import { runJobs } from '#tests/support/jobs'
import type { Company } from '#tests/support/personas'

/** Something of a plugin that is asked: `hook customers:create`, `job loyalty:expire`. */
type Named = string

interface Ears {
  /** All that there is to be heard of. */
  readonly names: readonly Named[]
  /** What was heard, in order. */
  readonly heard: Named[]
  /** Lets that happen in an organization which one of these waits for. */
  readonly happen: (company: Company, name: Named) => Promise<void>
  readonly restore: () => void
}

type Members<T> = Readonly<Record<string, T>>

/** Puts somebody in the place of a plugin's code who writes down what they are asked. */
export async function eavesdrop(plugin: Plugin): Promise<Ears> {
  const before = installedPlugins()
  const own = (await installedCode()).find((entry) => entry.plugin.id === plugin.id)
  const heard: Named[] = []
  const hear = (name: Named) => () => void heard.push(name)
  const named = (kind: string, members: object = {}) =>
    Object.keys(members).map((name) => `${kind} ${name}`)
  const ears = <T>(kind: string, members: object | undefined, ear: (name: Named) => T) =>
    Object.fromEntries(
      Object.keys(members ?? {}).map((name) => [name, ear(`${kind} ${name}`)] as const)
    )
  const hooks = Object.fromEntries(own?.hooks ?? [])
  const listeners = Object.fromEntries(own?.listeners ?? [])
  const whole = (members: object = {}): Members<null> =>
    Object.fromEntries(Object.keys(members).map((name) => [`${plugin.id}:${name}`, null]))
  const { policies, scopes, services, provides, searches, inputs } = plugin
  const ear: Plugin = {
    ...plugin,
    hooks: ears('hook', hooks, (name): Hook => ({ before: hear(name), after: hear(name) })),
    listeners: ears('listener', listeners, (name): Handle => hear(name)),
    jobs: Object.fromEntries(
      Object.keys(plugin.jobs ?? {}).map((name) => [
        name,
        { handle: hear(`job ${plugin.id}:${name}`) },
      ])
    ),
    processes: Object.fromEntries(
      Object.keys(plugin.processes ?? {}).map((name) => [
        name,
        { steps: [{ name: 'hear', retries: 0, run: hear(`process ${plugin.id}:${name}`) }] },
      ])
    ),
    policies: ears('policy', policies, (name) => () => {
      heard.push(name)
      return true
    }),
    scopes: ears('scope', scopes, (name) => () => {
      heard.push(name)
      return null
    }),
    searches: ears('search', searches, (name) => () => {
      heard.push(name)
      return null
    }),
    services: ears('service', services, (name) => ({ wrap: hear(name) })),
    provides: ears('provider', provides, hear),
  }
  setInstalled(before.map((other) => (other.id === plugin.id ? ear : other)))
  await installedCode()
  return {
    names: [
      ...named('hook', hooks),
      ...named('listener', listeners),
      ...named('job', whole(plugin.jobs)),
      ...named('process', whole(plugin.processes)),
      ...named('policy', policies),
      ...named('scope', scopes),
      ...named('service', services),
      ...named('provider', provides),
      ...named('search', searches),
      ...named('input', inputs),
    ],
    heard,
    happen: (company, name) => happen({ company, plugin: ear, heard }, name),
    restore: () => setInstalled(before),
  }
}

interface Place {
  readonly company: Company
  readonly plugin: Plugin
  readonly heard: Named[]
}

async function happen(place: Place, name: Named): Promise<void> {
  const { company } = place
  const [kind = '', about = ''] = name.split(' ')
  const ask = WAYS[kind]
  if (!ask) throw new Error(`Nothing lets a ${kind} happen`)
  await UnitOfWork.run(forOrganization(company.id), () => ask(place, about))
  await runJobs({ evenLater: true })
}

/** How each kind is asked, in a unit of the organization. */
const WAYS: Members<(place: Place, about: string) => Promise<unknown>> = {
  hook: (_place, pattern) => changeNothing(actionOf(pattern)),
  listener: async (_place, pattern) =>
    publish(await currentPlugins(), [{ name: actionOf(pattern), payload: {} }]),
  job: async ({ company }, about) => {
    const job = jobs.find(about)
    if (!job) throw new Error(`There is no job ${about}`)
    await enqueue(job, { organizationId: company.id, input: {}, cause: null })
  },
  process: async ({ plugin }, about) =>
    contextOf(await currentPlugins(), plugin).start(Object(about).valueOf(), Object({})),
  policy: async ({ company }, action) => {
    const identity = await jobIdentity({ userId: company.owner.userId, keyId: null })
    if (!identity) throw new Error('The owner is no member')
    const model = await modelOf(action.split(':')[0] ?? '')
    return (await currentPlugins()).objection(action, identity, new model())
  },
  scope: async ({ company }, resourceName) => {
    const identity = await jobIdentity({ userId: company.owner.userId, keyId: null })
    const resource = resources.get(resourceName)
    if (!identity || !resource) throw new Error(`"${resourceName}" cannot be asked for`)
    for (const filter of (await currentPlugins()).extend(resource).rowFilters) {
      filter(identity, () => '$1')
    }
  },
  /* What provides it may refuse such a question. */
  service: async (_place, about) => service(Object(about).valueOf(), Object({})).catch(() => null),
  provider: async (_place, about) => service(Object(about).valueOf(), Object({})).catch(() => null),
  search: async (_place, resourceName) => {
    const resource = resources.get(resourceName)
    if (!resource) throw new Error(`"${resourceName}" cannot be searched`)
    for (const find of (await currentPlugins()).extend(resource).finders ?? [])
      find('ada', () => '$1')
  },
  input: async ({ plugin, heard }, about) => {
    const schema = inputSchema(about, (await currentPlugins()).plugins)
    if (schema && plugin.id in (schema.properties ?? {})) heard.push(`input ${about}`)
  },
}

/** One action that a pattern is about. */
function actionOf(pattern: string): string {
  return pattern === '*' ? 'customers:update' : pattern.replace(/\*$/, 'update')
}

/** Lets an action happen to a record that is nowhere. */
async function changeNothing(action: string): Promise<void> {
  const [noun = '', verb = ''] = action.split(':')
  const model = await modelOf(noun)
  await emitAction(new model(), noun, verb, async () => {})
}

async function modelOf(noun: string): Promise<LucidModel> {
  const resource = [...resources.values()].find((entry) => entry.noun === noun)
  if (!resource?.model) throw new Error(`"${noun}" has no model`)
  const { default: model }: { default: LucidModel } = await resource.model()
  if (nounOf(model) !== noun) throw new Error(`${model.name} does not announce ${noun}`)
  return model
}
