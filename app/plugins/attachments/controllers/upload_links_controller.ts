import type { HttpContext } from '@adonisjs/core/http'
import { pathOf } from '#core/files/arriving_file'
import { filesOf } from '#core/files/kept_files'
import { notFound } from '#core/http/exceptions/problem'
import { withSpooledBody } from '#core/http/upload'
import { readOwnUpload } from '#plugins/attachments/direct_upload'
import { isAwaited } from '#plugins/attachments/models/attachment_upload'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

/** Takes a file from its client, where the storage does not. */
export default class UploadLinksController {
  async update(ctx: HttpContext) {
    const upload = await readOwnUpload(String(ctx.params.token))
    if (!upload) throw notFound('link')
    const { organizationId, id, bytes, holder } = upload
    const isOpen = await UnitOfWork.run(forOrganization(organizationId), () => isAwaited(id), {
      readOnly: true,
    })
    if (!isOpen) throw notFound('link')
    await withSpooledBody(ctx, holder, bytes, async ({ path }) => {
      const store = await filesOf(organizationId)
      await store.putFile(pathOf(organizationId, id), path, 'application/octet-stream')
    })
    ctx.response.status(204).send(null)
  }
}
