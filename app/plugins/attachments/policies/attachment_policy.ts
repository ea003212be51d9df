import { type AuthorizationResponse, Bouncer } from '@adonisjs/bouncer'
import type { LucidRow } from '@adonisjs/lucid/types/model'
import type { Identity } from '#core/access/identity'
import RecordPolicy from '#core/access/record_policy'
import { Refusal, lacking } from '#core/access/refusal'
import { notFound } from '#core/http/exceptions/problem'
import type { Resource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'
import { modelOf } from '#core/resources/records/record'
import Attachment from '#plugins/attachments/models/attachment'
import attachments from '#plugins/attachments/resources/attachments'

const CHANGES = new Set(['update', 'delete'])

/** Who may do what with an attachment: whoever changes it changes its record. */
export default class AttachmentPolicy extends RecordPolicy {
  readonly resource: Resource = attachments

  override async act(
    caller: Identity,
    record: LucidRow,
    action: string
  ): Promise<AuthorizationResponse | boolean> {
    const ruling = await super.act(caller, record, action)
    const isAllowed = typeof ruling === 'boolean' ? ruling : ruling.authorized
    return isAllowed && CHANGES.has(action) ? changeOfRecord(caller, record) : ruling
  }
}

/** What the policy of its record says about a change of that. */
async function changeOfRecord(caller: Identity, attachment: LucidRow) {
  if (!(attachment instanceof Attachment)) throw new Error('Only attachments are asked about')
  const resource = resources.get(attachment.resource)
  const model = resource && (await modelOf(resource))
  const record = await model?.query().where('id', attachment.recordId).first()
  if (!resource || !record) return new Refusal(notFound('attachment'))
  const permission = resource.permission('update')
  if (!caller.grants.allows(permission)) return lacking(permission)
  const { default: policy } = await resource.policy()
  return new Bouncer(caller).with(policy).execute('act', record, 'update')
}
