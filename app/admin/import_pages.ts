import type { HttpContext } from '@adonisjs/core/http'
import { adminImports } from '#admin/admin_resources'
import { ADMIN, organizationPath } from '#admin/path'
import { readRecord, recordPath } from '#admin/record'
import { readOnlyList, readRecordList } from '#admin/record_list'
import type { JsonObject } from '#admin/values'
import { humanize } from '#admin/humanize'

/** What each state means to a user who scans a list. */
const TONES: Readonly<Record<string, string>> = {
  queued: 'neutral',
  running: 'info',
  completed: 'good',
  failed: 'bad',
  canceled: 'warning',
  reverting: 'info',
  reverted: 'warning',
}

/** A user who looks at a list of imports wants to see them go on. */
const goesOn = ({ finished_at: finished }: JsonObject) => finished === null

/** The imports of the organization. */
export async function importList(ctx: HttpContext) {
  const { impersonation, identity, params, resource } = ctx
  const list = await readRecordList(ctx, {
    resource,
    path: recordPath(ctx),
    slug: params.slug,
    needs: ['finished_at'],
    isUnfinished: goesOn,
  })
  const create = impersonation === null && identity.grants.allows(resource.permission('create'))
  return readOnlyList(resource, list, { create })
}

/** The imports of all organizations. */
export async function everyImportList(ctx: HttpContext) {
  const list = await readRecordList(ctx, {
    resource: adminImports,
    path: `${ADMIN}/imports`,
    needs: ['finished_at', 'organization'],
    hrefOf: ({ id, organization }) =>
      organizationPath(String(Object(organization).slug), 'imports', String(id)),
    isUnfinished: goesOn,
  })
  return readOnlyList(adminImports, list)
}

/** One import with what was wrong with its lines. */
export async function importPage(ctx: HttpContext) {
  const record = await readRecord(ctx)
  const status = String(record.status)
  const isUnfinished = status === 'queued' || status === 'running'
  const did = Number(record.created) + Number(record.updated)
  const isOver = isUnfinished || status === 'reverting' || status === 'reverted'
  return {
    record,
    path: recordPath(ctx, String(record.id)),
    called: humanize(status),
    author: authorOf(record),
    tone: TONES[status] ?? 'neutral',
    isUnfinished: isUnfinished || status === 'reverting',
    canRevert:
      !isOver &&
      did > 0 &&
      record.dry_run === false &&
      record.file_removed_at === null &&
      ctx.identity.grants.allows(ctx.resource.permission('revert')),
    canCancel: isUnfinished && ctx.identity.grants.allows(ctx.resource.permission('cancel')),
    hasFile: record.file_url !== null,
    hasErrorFile: Number(record.failed) > 0 && record.file_removed_at === null,
    moments: [
      { label: 'Sent', when: record.created_at },
      { label: 'Begun', when: record.started_at },
      { label: 'Ended', when: record.finished_at },
    ],
    counts: [
      'created',
      'updated',
      'unchanged',
      'failed',
      ...(record.incomplete === 0 ? [] : ['incomplete']),
      ...(status.startsWith('revert') ? ['reverted', 'kept'] : []),
    ].map((name) => ({
      label: humanize(name),
      count: Number(record[name]).toLocaleString('en-US'),
    })),
  }
}

/** Who sent it; also a superuser who is no member, and is named as long as the log tells of them. */
function authorOf({ created_by: author }: JsonObject): string {
  if (author === null) return 'the system'
  return String(Object(author).full_name ?? 'a user outside the organization')
}
