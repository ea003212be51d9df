import logger from '@adonisjs/core/services/logger'
import { organizationPath } from '#admin/path'
import type { Reader } from '#core/plugins/reader'
import { UnitOfWork } from '#core/database/unit_of_work'
import { Statement } from '#core/resources/query/statement'
import { readableTo, unreadCount } from '#plugins/notifications/models/reading'
import notifications from '#plugins/notifications/resources/notifications'

/** The newest that a page shows. */
const SHOWN = 100

interface Row extends Record<string, unknown> {
  readonly kind: string
  readonly resource: string
  readonly record_id: string
  readonly label: string | null
  readonly actor: string | null
  readonly is_read: boolean
  readonly at: string
}

/** What is said of each kind, before what it is about. */
const SENTENCES: Readonly<Record<string, string>> = {
  assigned: 'Assigned to you',
  mentioned: 'You were mentioned',
  task_due: 'Reminder',
  import_finished: 'Import ended',
  deal_won: 'Your deal was won',
  deal_lost: 'Your deal was lost',
  deal_moved: 'Your deal was moved',
}

/** The newest notifications of whoever looks at a page of an organization. */
export async function newestNotifications(viewer: Reader, slug: string) {
  const statement = new Statement()
  const { rows } = await UnitOfWork.get().query<Row>(
    `SELECT r.kind, r.resource, r.record_id, r.label, r.read_at IS NOT NULL AS is_read,
       to_char(r.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at,
       coalesce(nullif(concat_ws(' ', actor.first_name, actor.last_name), ''), actor.username) AS actor
     FROM notifications r LEFT JOIN users actor ON actor.id = r.actor_id
     WHERE ${readableTo(readerOf(viewer), statement)} ORDER BY r.created_at DESC, r.id DESC LIMIT ${SHOWN}`,
    statement.values
  )
  return rows.map(({ kind, resource, record_id: id, label, ...row }) => ({
    ...row,
    sentence: SENTENCES[kind] ?? kind,
    label: label ?? 'Untitled',
    href: `${organizationPath(slug)}/${resource}/${id}`,
  }))
}

/**
 * How many of them are not read; null where no one is in an organization, or where it cannot be
 * found out: a page that says what failed is there without it.
 */
export async function unreadNotifications(viewer: Partial<Reader>): Promise<number | null> {
  const { identity, plugins } = viewer
  const unit = UnitOfWork.current()
  if (!identity || !plugins || !unit?.organizationId) return null
  try {
    return await unit.savepoint(() => countUnread(unit, { identity, plugins }))
  } catch (error) {
    logger.debug({ err: error }, 'unread notifications could not be counted')
    return null
  }
}

async function countUnread(unit: UnitOfWork, viewer: Reader): Promise<number> {
  const { count }: { count: number } = JSON.parse(await unit.read(unreadCount(readerOf(viewer))))
  return count
}

function readerOf({ identity, plugins }: Reader) {
  return { identity, resource: plugins.extend(notifications) }
}
