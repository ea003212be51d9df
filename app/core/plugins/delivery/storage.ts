import { files } from '#config/files'
import { Problem } from '#core/http/exceptions/problem'
import { checkedKey } from '#core/files/key'
import { filesOf } from '#core/files/kept_files'
import { folderOfPlugin } from '#core/files/of_plugin'
import type { PluginStorage } from '#core/plugins/api'

const CONTENT_TYPE = /^[\w.+-]+\/[\w.+-]+( ?; ?[\w-]+=[\w."-]+)*$/
const MAX_TYPE_LENGTH = 200

/** Files of a plugin's own in an organization. */
export function storageOf(plugin: string, organizationId: string): PluginStorage {
  const folder = folderOfPlugin(organizationId, plugin)
  const pathOf = (key: string) => `${folder}/${checkedKey(key)}`
  return {
    async put(key, content, { contentType } = {}) {
      const path = pathOf(key)
      const bytes = typeof content === 'string' ? Buffer.from(content) : content
      if (bytes.byteLength > files.maxBytes) throw tooLarge()
      if (contentType !== undefined && !isContentType(contentType)) {
        throw new Error(`"${key}" is given a type that is none`)
      }
      const store = await filesOf(organizationId)
      await store.put(path, bytes, contentType ?? null)
    },
    async get(key) {
      const path = pathOf(key)
      const file = await (await filesOf(organizationId)).get(path)
      return file && { ...file, text: () => new TextDecoder().decode(file.bytes) }
    },
    async delete(key) {
      const path = pathOf(key)
      await (await filesOf(organizationId)).delete(path)
    },
    async list(below) {
      const path = below === undefined ? folder : pathOf(below)
      const paths = await (await filesOf(organizationId)).list(path)
      return paths.map((each) => each.slice(folder.length + 1))
    },
  }
}

function isContentType(value: string): boolean {
  return value.length <= MAX_TYPE_LENGTH && CONTENT_TYPE.test(value)
}

function tooLarge(): Problem {
  const size = Math.floor(files.maxBytes / 1024 / 1024)
  return new Problem(413, { code: 'file_too_large', detail: `A file has at most ${size} MB.` })
}
