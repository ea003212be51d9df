import { ownerOf } from '#core/plugins/installed'
import { resources } from '#core/resources/registry'
import { writeTimelineItem } from '#core/timeline/add'
import attachments from '#plugins/attachments/resources/attachments'

/** An attachment that is removed. */
interface Removed {
  readonly resource: string
  readonly recordId: string
  readonly name: string
  readonly size: number
  readonly contentType: string
}

/** How much of a line of a timeline there may be, in characters. */
const MAX_SUMMARY = 255

/** Notes in the timeline of a record that a file of it is gone, where it has one. */
export async function noteRemoval(removed: Removed): Promise<void> {
  const resource = resources.get(removed.resource)
  const plugin = ownerOf(attachments)
  if (!resource?.timeline || !plugin) return
  const { recordId: record, name, size, contentType: type } = removed
  const summary = [...`Removed ${name}`].slice(0, MAX_SUMMARY).join('')
  const data = { name, size: Number(size), content_type: type }
  await writeTimelineItem(plugin, resource, { kind: 'attachment_removed', record, summary, data })
}
