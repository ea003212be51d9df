import { compose } from '@adonisjs/core/helpers'
import { DateTime } from 'luxon'
import { imports } from '#config/imports'
import { ImportSchema } from '#database/schema'
import type { Identity } from '#core/access/identity'
import { type Problem, conflict } from '#core/http/exceptions/problem'
import { enqueue } from '#core/jobs/enqueue'
import revertJob, { type NextReversion } from '#plugins/imports/jobs/revert_import'
import workImport from '#plugins/imports/jobs/run_import'
import { EmitsEvents, runAction } from '#core/resources/concerns/emits_events'
import { Authored } from '#core/resources/concerns/authored'
import { Versioned } from '#core/resources/concerns/versioned'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import {
  type CsvFile,
  type Line,
  type ReadLine,
  cellsOf,
} from '#plugins/imports/models/import/csv_file'
import type { OriginalFile } from '#plugins/imports/models/import/original_file'
import type { Mapping } from '#plugins/imports/models/import/mapping'
import type { IncompleteLine, RefusedLine, Result } from '#plugins/imports/models/import/batch'
import { UnitOfWork } from '#core/database/unit_of_work'

/** Failures of the application, not of what was ordered. */
const INTERRUPTIONS: ReadonlySet<string> = new Set([
  'try_again',
  'storage_full',
  'read_only',
  'not_ready',
  'internal_error',
])

/** What somebody wants to be imported, once it has been checked. */
export interface ImportRequest {
  readonly resource: string
  readonly fileName: string
  readonly fileSize: number
  readonly file: CsvFile
  readonly mapping: Mapping
  readonly matchBy: string | null
  readonly dryRun: boolean
  /** As it was sent; absent where no one keeps it. */
  readonly original?: OriginalFile
}

/** Under which request it was ordered, and through which key, or by a superuser on admin pages. */
type InitiatedBy = {
  readonly requestId: string
  readonly isBySuperuser?: boolean
} & Pick<Identity, 'keyId'>

type Reverter = NextReversion['orderer']

/** A file that becomes records of one resource, piece by piece. */
export default class Import extends compose(
  ImportSchema,
  OrganizationScoped,
  EmitsEvents('imports'),
  Authored,
  Versioned
) {
  /**
   * Takes a file on. A worker does the rest.
   *
   * @throws 409 when too many of the organization are not finished
   */
  static async submit(
    order: ImportRequest,
    { requestId, keyId, isBySuperuser = false }: InitiatedBy
  ): Promise<Import> {
    await assertBelowLimit()
    const { file, original, ...asked } = order
    await original?.arriving.keep(asked.fileSize)
    const record = await this.create({
      ...asked,
      mapping: { ...asked.mapping },
      encoding: file.encoding,
      delimiter: file.delimiter,
      header: file.header,
      columns: [...file.columns],
      fileId: original?.arriving.id ?? null,
      fileDigest: original?.sha256 ?? null,
      total: file.lines.length,
      status: 'queued',
      apiKeyId: keyId,
      isBySuperuser,
      requestId,
    })
    await record.storeRows(file.lines)
    await record.enqueueNextBatch()
    return record
  }

  /**
   * Goes on with what is unfinished of an organization: jobs that came up while
   * it was suspended are gone. Where one is there still, the second finds its
   * piece done.
   */
  static async resumeUnfinished(organizationId: string): Promise<void> {
    const unfinished = await this.query()
      .withScopes((scopes) => scopes.ofOrganization(organizationId))
      .whereIn('status', ['queued', 'running', 'reverting'])
      .orderBy('id')
    for (const record of unfinished) await record.resume()
  }

  /** Whether there is something left to do. */
  get isUnfinished(): boolean {
    return this.status === 'queued' || this.status === 'running'
  }

  /** Whether it ended for no reason of its own, and goes on when its job is sent again. */
  get isInterrupted(): boolean {
    return this.status === 'failed' && INTERRUPTIONS.has(this.failureCode ?? '')
  }

  /** The lines of the piece that comes next; none when all are done. */
  async nextLines(): Promise<readonly ReadLine[]> {
    const { rows } = await UnitOfWork.get().query<{ lines: Line[] }>(
      `SELECT lines FROM import_pieces
       WHERE organization_id = $1 AND import_id = $2 AND position = $3`,
      [this.organizationId, this.id, this.nextPiece]
    )
    return cellsOf(rows[0]?.lines ?? [], this.delimiter)
  }

  /** Puts down what a piece came to, and has the next one worked, or ends with the last. */
  async recordBatch(
    lines: readonly ReadLine[],
    { counts, refused, incomplete }: Result
  ): Promise<void> {
    const { created, updated, unchanged } = counts
    await UnitOfWork.get().query(
      `UPDATE imports
       SET status = 'running', started_at = coalesce(started_at, now()), updated_at = now(),
           failure_code = NULL, failure_detail = NULL, finished_at = NULL,
           next_piece = next_piece + 1, created = created + $3, updated = updated + $4,
           unchanged = unchanged + $5, failed = failed + $6, incomplete = incomplete + $7
       WHERE organization_id = $1 AND id = $2`,
      [this.organizationId, this.id, created, updated, unchanged, refused.length, incomplete.length]
    )
    await this.storeErrors(refused)
    await this.storeWarnings(incomplete)
    this.nextPiece += 1
    const done = this.nextPiece * imports.pieceSize
    if (lines.length < imports.pieceSize || done >= this.total)
      await this.end('finish', 'completed')
    else await this.enqueueNextBatch()
  }

  /** Ends it before all of its lines are done. What has become of the others stays. */
  async cancel(): Promise<void> {
    if (this.status === 'canceled') return
    if (!this.isUnfinished) {
      throw conflict('import_finished', `The import is ${this.status}.`, {
        import_status: this.status,
      })
    }
    await this.end('cancel', 'canceled')
  }

  /** Ends it since it cannot go on. */
  async fail({ code, message }: Pick<Problem, 'code' | 'message'>): Promise<void> {
    this.failureCode = code ?? 'internal_error'
    this.failureDetail = message
    await this.end('finish', 'failed')
  }

  /** Has what it did taken back, in the name of whoever asks for it. */
  async revert(orderer: Reverter): Promise<void> {
    this.status = 'reverting'
    this.revertedById = orderer.userId
    this.isRevertedBySuperuser = orderer.isSuperuser ?? false
    await runAction(this, 'revert', () => this.save())
    await this.enqueueReversion(orderer)
  }

  /** Puts down how many of its records are as they were before it, and how many stay as they are. */
  async recordReversion({ reverted, kept }: Record<'reverted' | 'kept', number>): Promise<void> {
    await UnitOfWork.get().query(
      `UPDATE imports SET reverted = reverted + $3, kept = kept + $4
       WHERE organization_id = $1 AND id = $2`,
      [this.organizationId, this.id, reverted, kept]
    )
  }

  /** All that it did is taken back, but for what has changed since. */
  async endReversion(): Promise<void> {
    await this.end('finish', 'reverted')
  }

  async enqueueReversion(orderer: Reverter): Promise<void> {
    const { id, organizationId } = this
    await enqueue(revertJob, { organizationId, importId: id, orderer })
  }

  private async end(action: string, status: Import['status']): Promise<void> {
    this.status = status
    this.finishedAt = DateTime.utc()
    await runAction(this, action, () => this.save())
  }

  private async resume(): Promise<void> {
    if (this.status !== 'reverting') return this.enqueueNextBatch()
    const { revertedById, isRevertedBySuperuser: isSuperuser } = this
    await this.enqueueReversion({
      userId: revertedById ?? '',
      keyId: null,
      isSuperuser,
      requestId: '',
    })
  }

  private async enqueueNextBatch(): Promise<void> {
    const { id, organizationId, createdById, apiKeyId, requestId, isBySuperuser } = this
    await enqueue(workImport, {
      organizationId,
      importId: id,
      piece: this.nextPiece ?? 0,
      orderer: {
        userId: createdById ?? '',
        keyId: apiKeyId,
        isSuperuser: isBySuperuser,
        requestId: requestId ?? '',
      },
    })
  }

  private async storeRows(lines: readonly Line[]): Promise<void> {
    const pieces = Array.from({ length: Math.ceil(lines.length / imports.pieceSize) }, (_, at) =>
      lines.slice(at * imports.pieceSize, (at + 1) * imports.pieceSize)
    )
    await UnitOfWork.get().query(
      `INSERT INTO import_pieces (organization_id, import_id, position, lines)
       SELECT $1, $2, piece.position - 1, piece.lines
       FROM json_array_elements($3::json) WITH ORDINALITY piece (lines, position)`,
      [this.organizationId, this.id, JSON.stringify(pieces)]
    )
  }

  private async storeErrors(refused: readonly RefusedLine[]): Promise<void> {
    if (refused.length === 0) return
    const rows = refused.map(({ line: { number, raw }, errors }) => ({ line: number, raw, errors }))
    await UnitOfWork.get().query(
      `INSERT INTO import_errors (organization_id, import_id, line, raw, errors)
       SELECT $1, $2, line, raw, errors
       FROM json_to_recordset($3::json) AS refused (line integer, raw text, errors json)`,
      [this.organizationId, this.id, JSON.stringify(rows)]
    )
  }

  private async storeWarnings(incomplete: readonly IncompleteLine[]): Promise<void> {
    if (incomplete.length === 0) return
    const rows = incomplete.map(({ line: { number }, warnings }) => ({ line: number, warnings }))
    await UnitOfWork.get().query(
      `INSERT INTO import_warnings (organization_id, import_id, line, warnings)
       SELECT $1, $2, line, warnings
       FROM json_to_recordset($3::json) AS incomplete (line integer, warnings json)`,
      [this.organizationId, this.id, JSON.stringify(rows)]
    )
  }
}

async function assertBelowLimit(): Promise<void> {
  const unit = UnitOfWork.get()
  const { rows } = await unit.query<{ count: number }>(
    `SELECT count(*) FROM imports WHERE organization_id = $1 AND status IN ('queued', 'running')`,
    [unit.organizationId]
  )
  if ((rows[0]?.count ?? 0) < imports.maxUnfinished) return
  throw conflict(
    'too_many_imports',
    `There are ${imports.maxUnfinished} imports that are not finished. Wait for one of them.`
  )
}
