import { pathOf } from '#core/files/arriving_file'
import { filesOf, scannerOf } from '#core/files/kept_files'
import { Spool } from '#core/files/spool'
import Attachment from '#plugins/attachments/models/attachment'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

/** Looks at what an attachment holds once more, and writes down what came of it. Outside of units of work. */
export async function scanAgain(organizationId: string, id: string): Promise<void> {
  const within = <T>(work: () => Promise<T>) =>
    UnitOfWork.run(forOrganization(organizationId), work)
  const attachment = await within(() => Attachment.find(id))
  if (attachment?.scanStatus !== 'pending') return
  const verdict = await verdictOn(attachment)
  if (verdict === null || verdict.result === 'pending') return
  await within(async () => {
    const record = await Attachment.findForUpdate(id)
    if (record?.scanStatus !== 'pending') return
    const scanReason = verdict.result === 'clean' ? null : verdict.reason
    await record.merge({ scanStatus: verdict.result, scanReason }).save()
  })
}

/** @returns null when its bytes are not there */
async function verdictOn({ organizationId, fileId, name, contentType }: Attachment) {
  const store = await filesOf(organizationId)
  const stream = await store.open(pathOf(organizationId, fileId), null)
  if (stream === null) return null
  const spool = await Spool.open()
  try {
    for await (const chunk of stream) await spool.write(chunk)
    const file = await spool.end()
    const scanner = await scannerOf(organizationId)
    return await scanner.scan({ ...file, name, contentType })
  } finally {
    await spool.discard()
  }
}
