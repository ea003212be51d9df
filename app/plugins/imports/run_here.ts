import { Bouncer } from '@adonisjs/bouncer'
import { notFound, permissionDenied } from '#core/http/exceptions/problem'
import type { WriteAsCaller } from '#core/http/middleware/access_middleware'
import { type Upload, withSpooled } from '#core/http/upload'
import { jobIdentity } from '#core/access/job_identity'
import { workBatch } from '#plugins/imports/jobs/import_batch'
import Import from '#plugins/imports/models/import'
import { createImport, fileIn } from '#plugins/imports/models/import/create_import'
import { whileKept } from '#plugins/imports/models/import/original_file'
import Organization from '#plugins/identity/models/organization'
import User from '#plugins/identity/models/user'
import { currentPlugins } from '#core/plugins/plugin_set'
import { UnitOfWork, asActor, asSystem, forOrganization } from '#core/database/unit_of_work'

/** Where a file is imported, and in whose name. */
interface Place {
  /** The slug of the organization. */
  readonly organization: string
  /** The e-mail address or username of a member; an owner's when it is absent. */
  readonly as?: string | undefined
}

/** What came of an import. */
export interface Outcome extends Record<string, unknown> {
  readonly id: string
  readonly status: Import['status']
  readonly total: number
  readonly processed: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly failed: number
  readonly incomplete: number
  readonly failure: string | null
  readonly reasons: readonly { line: number; message: string }[]
}

/**
 * Imports a file in this process, as a member's request would have it imported.
 * Workers go on with it when this process ends.
 *
 * @param tell how far it is, after each of its transactions
 * @throws 404 for an organization or member that there is not, 403 and 422 as the API
 */
export async function importHere(
  place: Place,
  upload: Upload,
  tell: (processed: number, total: number) => void
): Promise<Outcome> {
  const { organizationId, userId } = await whereAndWho(place)
  const behalf = { actorId: userId, requestId: '', apiKeyId: null }
  const inside: WriteAsCaller = (work) =>
    UnitOfWork.run(asActor(forOrganization(organizationId), behalf), work)
  const order = await inside(async () => {
    const identity = await jobIdentity({ userId, keyId: null })
    if (!identity?.grants.allows('imports:create')) throw permissionDenied('imports:create')
    UnitOfWork.get().admit(identity)
    const plugins = await currentPlugins()
    const bouncer = new Bouncer(() => identity)
    return createImport({ identity, plugins, bouncer }, upload)
  })
  const { id } = await withSpooled(fileIn(upload), (file) =>
    whileKept({ writeAsCaller: inside }, { file }, (original) =>
      inside(() => Import.submit({ ...order, original }, { requestId: '', keyId: null }))
    )
  )
  const orderer = { userId, keyId: null, requestId: '' }
  for (let piece = 0; ;) {
    const [seen, next] = await inside(() => stateOf(id))
    tell(seen.processed, seen.total)
    if (seen.status !== 'queued' && seen.status !== 'running') return seen
    piece = next
    await workBatch({ organizationId, importId: id, piece, orderer })
  }
}

async function whereAndWho({ organization: slug, as: login }: Place) {
  return UnitOfWork.run(asSystem, async (unit) => {
    const organization = await Organization.findBy('slug', slug)
    if (!organization) throw notFound('organization')
    const user = login === undefined ? null : await User.findByLogin(login)
    if (login !== undefined && !user) throw notFound('user')
    const { rows } = await unit.query<{ user_id: string }>(
      `SELECT user_id FROM user_organizations
       WHERE organization_id = $1 AND is_active AND (user_id = $2 OR $2 IS NULL AND role = 'owner')
       ORDER BY created_at, id LIMIT 1`,
      [organization.id, user?.id ?? null]
    )
    const [member] = rows
    if (!member) throw notFound('member')
    return { organizationId: organization.id, userId: member.user_id }
  })
}

/** How far it is, and which of its pieces comes next. */
async function stateOf(id: string): Promise<readonly [Outcome, number]> {
  const { rows } = await UnitOfWork.get().query<Outcome & { next_piece: number }>(
    `SELECT i.id, i.status, i.total, i.processed, i.created, i.updated, i.unchanged, i.failed,
            i.incomplete, i.failure_detail AS failure, i.next_piece,
            (SELECT coalesce(json_agg(json_build_object('line', said.line, 'message', said.message)
                             ORDER BY said.line), '[]')
             FROM (SELECT refused.line, refused.errors -> 0 ->> 'message' AS message
                   FROM import_errors refused
                   WHERE refused.organization_id = i.organization_id AND refused.import_id = i.id
                   ORDER BY refused.line LIMIT 10) said) AS reasons
     FROM imports i WHERE i.organization_id = $1 AND i.id = $2`,
    [UnitOfWork.get().organizationId, id]
  )
  const [row] = rows
  if (!row) throw notFound('import')
  return [row, row.next_piece]
}
