import { jobIdentity } from '#core/access/job_identity'
import { notFound } from '#core/http/exceptions/problem'
import type { AnsweredFile } from '#core/http/file_answer'
import { currentPlugins } from '#core/plugins/plugin_set'
import { RecordQuery } from '#core/resources/query/record_query'
import { contentOf } from '#plugins/attachments/models/attachment/content'
import type { Link } from '#plugins/attachments/models/attachment/link'
import attachments from '#plugins/attachments/resources/attachments'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

/**
 * What a link leads to, as whoever made it may read it at this moment: what is taken from them, or deleted,
 * no link leads to any more.
 *
 * @throws 404 when there is nothing for them
 */
export function linkedContent(link: Link): Promise<AnsweredFile> {
  const { organizationId, attachmentId } = link
  return UnitOfWork.run(
    forOrganization(organizationId),
    async (unit) => {
      const maker = await jobIdentity(link)
      if (!maker?.grants.allows(attachments.permission('read'))) throw notFound('link')
      unit.admit(maker)
      const plugins = await currentPlugins(maker)
      return contentOf(new RecordQuery(plugins.extend(attachments), maker, unit), attachmentId)
    },
    { readOnly: true }
  )
}
