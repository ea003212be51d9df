import type { Identity } from '#core/access/identity'
import type { Plugin, PluginStorage, RecordAccess, Records } from '#core/plugins/api'
import type { Deferring, Translating } from '#core/plugins/delivery/types'
import type { TimelineAccess } from '#core/timeline/types'

/** With whose rights records are read and written; null is the system. */
export type Actor = Identity | null

/** How a context reaches the database: in which unit, and for whom. */
export interface AccessPath {
  /** Runs work in a unit of the organization: the running one, or one of its own. */
  run<T>(work: () => Promise<T>): Promise<T>
  /** In that unit. @throws 403 for a user who may do nothing here any more */
  actor(): Promise<Actor>
}

/**
 * What all contexts of a plugin have in common: records, its words, and what is enqueued for later, which
 * has the cause of the unit. Nothing is loaded, or asked, before it is used.
 */
export function contextMembers(
  plugin: Plugin,
  path: AccessPath
): RecordAccess & Deferring & Translating & TimelineAccess {
  const asSystem = { ...path, actor: async () => null }
  return {
    records: (name) => lazyRecords(path, name),
    asSystem: () => ({ records: (name) => lazyRecords(asSystem, name) }),
    async enqueue(job, input, options) {
      const { enqueuePluginJob } = await import('#core/plugins/delivery/enqueue')
      return path.run(() => enqueuePluginJob(plugin, job, input, options))
    },
    async mail(mail) {
      const { enqueueMail } = await import('#core/plugins/delivery/mail')
      return path.run(() => enqueueMail(plugin, mail))
    },
    async emit(event, payload) {
      const { emitEvent } = await import('#core/plugins/delivery/emit')
      return path.run(() => emitEvent(plugin, event, payload))
    },
    async translate(english, values, options) {
      const { translate, translateInto } = await import('#core/plugins/delivery/translate')
      if (options) return translateInto(options.locale, plugin, english, values)
      return path.run(() => translate(plugin, english, values))
    },
    timeline: {
      async add(item) {
        const { addTimelineItem } = await import('#core/timeline/add')
        return path.run(() => addTimelineItem(plugin, item))
      },
    },
    async start(process, input) {
      const { startProcess } = await import('#core/plugins/processes/start')
      return path.run(() => startProcess(plugin, process, input))
    },
  }
}

function lazyRecords(path: AccessPath, name: string): Records {
  const load = async () => {
    const { recordsThrough } = await import('#core/plugins/rights/record_access')
    return recordsThrough(path, name)
  }
  return {
    find: async (id) => (await load()).find(id),
    list: async (options) => (await load()).list(options),
    create: async (body) => (await load()).create(body),
    update: async (id, body) => (await load()).update(id, body),
    delete: async (id, options) => (await load()).delete(id, options),
  }
}

/** The files of a plugin in an organization. Loaded by plugins that keep some, and by no others. */
export function storageAccess({ id }: Plugin, organizationId: string): PluginStorage {
  const kept = async () =>
    (await import('#core/plugins/delivery/storage')).storageOf(id, organizationId)
  return {
    put: async (key, content, options) => (await kept()).put(key, content, options),
    get: async (key) => (await kept()).get(key),
    delete: async (key) => (await kept()).delete(key),
    list: async (folder) => (await kept()).list(folder),
  }
}
