import type { HttpContext } from '@adonisjs/core/http'
import { type Capabilities, capabilitiesOf } from '#admin/capabilities'
import { recordCards } from '#admin/cards'
import { namedDependents } from '#admin/dependents'
import { emailPath } from '#admin/email_form'
import { offeredActions } from '#admin/plugin_actions'
import { changesTold } from '#admin/changes'
import { historyOf } from '#admin/history'
import { readRecordOrDeleted, recordPath } from '#admin/record'
import { recordTimeline } from '#admin/record_timeline'
import { relatedLists } from '#admin/related_lists'
import { queryFor } from '#core/resources/query/record_query'
import { type JsonObject, type Shown, isAdded, showValue, titleOf, valueOf } from '#admin/values'
import { labelIn } from '#admin/humanize'
import type { Resource } from '#core/resources/define_resource'
import { isAttachable } from '#plugins/attachments/models/attachment/attachable'
import attachments from '#plugins/attachments/resources/attachments'
import emailSettings from '#plugins/emails/resources/email_settings'

interface ShownField {
  readonly name: string
  readonly label: string
  readonly value: Shown
  readonly isWide: boolean
}

/** Fields about the record itself, which stand beside what it is about. */
const ABOUT = new Set(['id', 'code', 'version', 'created_at', 'updated_at'])
/** What the page says already. */
const IMPLIED = new Set([
  'organization',
  'organization_id',
  'organization_name',
  'extensions',
  'custom',
])
const WIDE = new Set(['notes', 'description', 'body'])

/** The page of the record that the path names: what it is, what happened to it, and what can be done with it. */
export async function recordPage(ctx: HttpContext) {
  const { params, resource } = ctx
  const can = await capabilitiesOf(ctx)
  const { record, isDeleted } = await readRecordOrDeleted(ctx, can.restore)
  const shown = shownRecord(resource, queryFor(ctx).visible, record, params.slug)
  return {
    title: shown.title,
    resource,
    record: shown,
    pictures: isDeleted ? [] : picturesOf(ctx, record),
    pictureForms: isDeleted ? [] : pictureForms(ctx, can, record),
    download: resource.name === 'attachments' ? recordPath(ctx, params.id, 'content') : null,
    ...(isDeleted ? NOTHING_OFFERED : offersOn(ctx, can)),
    isDeleted,
    can: isDeleted
      ? { ...can, update: false, delete: false, terminate: false }
      : { ...can, restore: false, terminate: can.terminate && record.status !== 'terminated' },
    dependents: can.delete && !isDeleted ? await namedDependents(ctx, [String(record.id)]) : null,
    told: changesTold(record.changes),
    history: await historyOf(ctx),
    actions: isDeleted ? [] : offeredActions(ctx, record),
    related: isDeleted ? [] : await relatedLists(ctx, String(record.id)),
    cards: isDeleted ? [] : await recordCards(ctx, record),
    timeline: isDeleted ? null : await recordTimeline(ctx),
  }
}

/** What the page offers besides, each as the path that it leads to. */
interface Offers {
  readonly attach: string | null
  readonly write: string | null
  readonly test: string | null
}

const NOTHING_OFFERED: Offers = { attach: null, write: null, test: null }

/** A superuser who acts as a user brings no files, and waits for no mail server. */
const mayBring = ({ impersonation }: HttpContext, can: Capabilities) =>
  can.update && impersonation === null

function offersOn(ctx: HttpContext, can: Capabilities): Offers {
  const { identity, params, resource } = ctx
  const mayChange = mayBring(ctx, can)
  const mayAttach =
    mayChange && isAttachable(resource) && identity.grants.allows(attachments.permission('upload'))
  const isTested = mayChange && resource.name === emailSettings.name
  return {
    attach: mayAttach ? recordPath(ctx, params.id, 'attachments') : null,
    write: emailPath(ctx),
    test: isTested ? recordPath(ctx, params.id, 'test') : null,
  }
}

/** Where the pictures are that a record has, by the fields that are their addresses. */
function picturesOf(ctx: HttpContext, record: JsonObject) {
  return Object.entries(ctx.resource.fields).flatMap(([field, { image }]) => {
    const address = record[field]
    if (image === null || typeof address !== 'string') return []
    const { search } = new URL(address)
    return [{ name: image, src: `${picturePath(ctx, image)}${search}` }]
  })
}

/** The pictures that may be given to a record, and whether it has them. */
function pictureForms(ctx: HttpContext, can: Capabilities, record: JsonObject) {
  if (!mayBring(ctx, can)) return []
  const there = new Set(picturesOf(ctx, record).map(({ name }) => name))
  return ctx.resource.images.map((name) => ({
    name,
    path: picturePath(ctx, name),
    isThere: there.has(name),
  }))
}

function picturePath(ctx: HttpContext, name: string): string {
  return recordPath(ctx, ctx.params.id, 'pictures', name)
}

/** Whether a field is the id of a record that is shown itself, or a former name. */
function isShownOtherwise({ fields }: Resource, name: string): boolean {
  const { embeddedAs = null, aliasOf = null } = fields[name] ?? {}
  return embeddedAs !== null || aliasOf !== null
}

/** Whether it is the currency of an amount that is shown with it. */
function isOfAmount({ fields }: Resource, name: string): boolean {
  const amount = name.replace(/\.currency$/, '')
  return isAdded(name) && amount !== name && fields[amount]?.currency === name
}

function shownRecord(
  resource: Resource,
  visible: ReadonlySet<string>,
  record: JsonObject,
  slug: string
) {
  const title = titleOf(record)
  const added = Object.keys(resource.fields).filter((name) => isAdded(name))
  const shown = [...resource.detail, ...added]
    .filter((name) => visible.has(name) && !IMPLIED.has(name) && !name.endsWith('_normalized'))
    .filter((name) => !isShownOtherwise(resource, name) && resource.fields[name]?.image === null)
    .filter((name) => name !== 'changes' || changesTold(record.changes).length === 0)
    .filter((name) => name !== 'full_name' || record.name !== record.full_name)
    .filter((name) => !isOfAmount(resource, name))
    .filter((name) => !(name.endsWith('_display') && resource.detail.includes(name.slice(0, -8))))
    .flatMap((name): ShownField[] => {
      const field = resource.fields[name]
      if (!field) return []
      const value = showValue(resource, field, valueOf(record, name), slug)
      return [
        {
          name,
          label: labelIn(resource, name),
          value,
          isWide: value.kind === 'json' || WIDE.has(name),
        },
      ]
    })
  const main = shown.filter(({ name }) => !ABOUT.has(name))
  return {
    title,
    version: Number(record.version ?? 1),
    status: shown.find(({ name }) => name === 'status')?.value ?? null,
    filled: main.filter(({ value }) => value.kind !== 'empty'),
    empty: main.filter(({ value }) => value.kind === 'empty').map(({ label }) => label),
    about: shown.filter(({ name }) => ABOUT.has(name)),
  }
}
