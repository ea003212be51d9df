import type { HttpContext } from '@adonisjs/core/http'
import { queryWith } from '#admin/query_string'
import { readRecord, recordPath, recordQuery } from '#admin/record'
import { words } from '#admin/words'
import { readListRequest } from '#query/list_request'

/** An import as the API shows it in a list. */
interface ListedImport {
  readonly id: string
  readonly resource: string
  readonly file_name: string
  readonly status: string
  readonly dry_run: boolean
  readonly total: number
  readonly processed: number
  readonly progress: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly failed: number
  readonly created_by: { readonly full_name: string } | null
  readonly created_at: string
  readonly finished_at: string | null
}

/** What each state means to somebody who scans a list. */
const TONES: Readonly<Record<string, string>> = {
  queued: 'neutral',
  running: 'info',
  completed: 'good',
  failed: 'bad',
  canceled: 'warning',
}

/** The imports of the organization, the newest first, with how far each has come. */
export async function importList(ctx: HttpContext) {
  const { resource, request } = ctx
  const query = recordQuery(ctx)
  const asked = request.qs()
  const list = readListRequest(asked, resource, query.visible)
  const page = await query.page(list)
  const imports: ListedImport[] = JSON.parse(`[${page.results}]`)
  const path = recordPath(ctx)
  const at = (number: number) => `${path}${queryWith(asked, { page: String(number) })}`
  return {
    count: page.count ?? imports.length,
    imports: imports.map((entry) => ({ ...shown(entry), path: recordPath(ctx, entry.id) })),
    previous: list.page > 1 ? at(list.page - 1) : null,
    next: page.more ? at(list.page + 1) : null,
  }
}

/** One import with what was wrong with its lines. */
export async function importPage(ctx: HttpContext) {
  const record = await readRecord(ctx)
  const status = String(record.status)
  const isUnfinished = status === 'queued' || status === 'running'
  return {
    record,
    path: recordPath(ctx, String(record.id)),
    called: words(status),
    tone: TONES[status] ?? 'neutral',
    isUnfinished,
    canCancel: isUnfinished && ctx.identity.grants.allows(ctx.resource.permission('cancel')),
    hasErrorFile: Number(record.failed) > 0 && record.file_removed_at === null,
    moments: [
      { label: 'Sent', when: record.created_at },
      { label: 'Begun', when: record.started_at },
      { label: 'Ended', when: record.finished_at },
    ],
    counts: ['created', 'updated', 'unchanged', 'failed'].map((name) => ({
      label: words(name),
      count: Number(record[name]).toLocaleString('en-US'),
    })),
  }
}

function shown(entry: ListedImport) {
  return { ...entry, called: words(entry.status), tone: TONES[entry.status] ?? 'neutral' }
}
