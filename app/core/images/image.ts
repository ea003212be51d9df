import { hash } from 'node:crypto'
import type { LucidRow } from '@adonisjs/lucid/types/model'
import { v7 as uuidv7 } from 'uuid'
import { type ArrivingFile, pathOf } from '#core/files/arriving_file'
import { filesOf } from '#core/files/kept_files'
import sweepFiles from '#core/files/sweep'
import { notFound } from '#core/http/exceptions/problem'
import type { AnsweredFile } from '#core/http/file_answer'
import { enqueue } from '#core/jobs/enqueue'
import type { Resource } from '#core/resources/define_resource'
import type { RecordQuery } from '#core/resources/query/record_query'
import { Statement } from '#core/resources/query/statement'
import { type RequestContext, updateRecord } from '#core/resources/records/record'
import { IMAGE_TYPE } from '#core/images/sizes'
import { UnitOfWork } from '#core/database/unit_of_work'

/** One size of a picture, which lies where it stays. */
export interface StoredSize {
  readonly size: number
  readonly bytes: Uint8Array
  readonly file: ArrivingFile
}

/** A picture whose sizes lie where they stay. */
export interface StoredImage {
  readonly width: number
  readonly height: number
  readonly sizes: readonly StoredSize[]
}

/** Gives a record a picture, in the place of one that it has. @throws 409 when a file was given up meanwhile */
export async function setImage(
  context: RequestContext,
  record: LucidRow,
  name: string,
  { width, height, sizes }: StoredImage
): Promise<void> {
  const unit = UnitOfWork.get()
  const id = uuidv7()
  for (const { file, bytes } of sizes) await file.keep(bytes.length)
  await unit.query(
    'INSERT INTO images (organization_id, id, width, height) VALUES ($1, $2, $3, $4)',
    [unit.organizationId, id, width, height]
  )
  await unit.query(
    `INSERT INTO image_sizes (organization_id, image_id, size, file_id, bytes, sha256)
     SELECT $1, $2, * FROM unnest($3::int[], $4::uuid[], $5::int[], $6::text[])`,
    [
      unit.organizationId,
      id,
      sizes.map(({ size }) => size),
      sizes.map(({ file }) => file.id),
      sizes.map(({ bytes }) => bytes.length),
      sizes.map(({ bytes }) => hash('sha256', bytes)),
    ]
  )
  await writeImage(context, record, name, id)
}

/** Takes the picture from a record. @throws 404 when it has none */
export async function removeImage(
  context: RequestContext,
  record: LucidRow,
  name: string
): Promise<void> {
  if (!(await writeImage(context, record, name, null))) throw notFound(name)
}

/** @returns whether it had one; its files are deleted when this has committed */
async function writeImage(
  context: RequestContext,
  record: LucidRow,
  name: string,
  id: string | null
): Promise<boolean> {
  const attribute = `${name}Id`
  const hadOne = Boolean(record.$attributes[attribute])
  if (!hadOne && id === null) return false
  await updateRecord(context, record, { [attribute]: id })
  const { organizationId } = UnitOfWork.get()
  if (hadOne && organizationId !== null) await enqueue(sweepFiles, { organizationId })
  return hadOne
}

interface SizeRow extends Record<string, unknown> {
  readonly image_id: string | null
  readonly file_id: string | null
  readonly bytes: number | null
  readonly sha256: string | null
}

/**
 * A size of a record's picture, for a caller for whom the record is there.
 *
 * @param version the picture that is meant, by its id: what is answered about it never changes
 * @throws 404 when it is not there for them, or has none
 */
export async function imageOf(
  { query, resource }: { query: RecordQuery; resource: Pick<Resource, 'table' | 'singular'> },
  id: string,
  { name, size, version }: { name: string; size: number; version: string | null }
): Promise<AnsweredFile> {
  const unit = UnitOfWork.get()
  const { organizationId } = unit
  const statement = new Statement()
  const { rows } = await unit.query<SizeRow>(
    `SELECT s.image_id, s.file_id, s.bytes, s.sha256 FROM ${resource.table} r
     LEFT JOIN image_sizes s ON s.organization_id = ${statement.bind(organizationId)}
       AND s.image_id = r.${name}_id AND s.size = ${statement.bind(size)}
     WHERE ${query.scope(statement)} AND r.id = ${statement.bind(id)}`,
    statement.values
  )
  const [row] = rows
  if (!row || organizationId === null) throw notFound(resource.singular)
  const { image_id: image, file_id: file, bytes, sha256 } = row
  if (image === null || file === null || bytes === null || sha256 === null) throw notFound(name)
  return {
    name: `${name}.webp`,
    contentType: IMAGE_TYPE,
    bytes,
    sha256,
    isInline: true,
    isImmutable: version === image,
    open: async (part) => (await filesOf(organizationId)).open(pathOf(organizationId, file), part),
  }
}
