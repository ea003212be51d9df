import type { Identity } from '#core/access/identity'
import { invalid } from '#core/http/exceptions/problem'
import { currentPlugins } from '#core/plugins/plugin_set'
import type { Resource } from '#core/resources/define_resource'
import { RecordQuery } from '#core/resources/query/record_query'
import { type Reference, ensureReadable } from '#core/resources/records/references'
import { resources } from '#core/resources/registry'
import {
  fieldsFor,
  OF_ORGANIZATION,
  OF_SENDER,
  readTexts,
  speakable,
} from '#plugins/emails/rendering/known_variables'
import { type Parts, type Variable, variablesIn } from '#plugins/emails/rendering/parse'
import { type Rendered, render } from '#plugins/emails/rendering/render'
import emailTemplates from '#plugins/emails/resources/email_templates'
import type { Wording } from '#plugins/emails/validators/email'
import { UnitOfWork } from '#core/database/unit_of_work'

/** What an e-mail would say, and to whom it would go. */
export interface Draft extends Rendered {
  readonly recipient: Resource
  /** The name of the organization that writes. */
  readonly organization: string
  /** Of the caller. */
  readonly email: string
}

interface Subject {
  readonly resource: Resource
  readonly id: string
}

/**
 * Writes an e-mail as its sender sees the world: every record that it names is there for them, and every
 * variable is a field that they may read.
 *
 * @param more records besides that have to be there, such as attachments
 * @throws 422 naming the fields that are wrong
 */
export async function draft(
  caller: Identity,
  wording: Wording,
  more: readonly Reference[] = []
): Promise<Draft> {
  const here = await currentPlugins(caller)
  const known = speakable(here, caller)
  const recipient = { resource: resourceOf('to_type', wording.to_type, known), id: wording.to_id }
  const record = recordIn(wording, known)
  const templates = here.extend(emailTemplates)
  const { template_id: templateId } = wording
  await ensureReadable(
    caller,
    [
      { field: 'to_id', id: recipient.id, target: recipient.resource },
      ...(record ? [{ field: 'record_id', id: record.id, target: record.resource }] : []),
      ...(templateId ? [{ field: 'template_id', id: templateId, target: templates }] : []),
      ...more,
    ],
    { areKnown: false }
  )
  const texts = await textsOf(caller, wording, templates)
  const { organization, sender } = await parties(caller)
  const subjects = new Map([
    ...(record ? [[record.resource.singular, record] as const] : []),
    [recipient.resource.singular, recipient] as const,
    ['recipient', recipient] as const,
  ])
  const fields = [...subjects].map(
    ([of, { resource }]) => [of, fieldsFor(resource, caller)] as const
  )
  const read = readTexts(
    texts,
    new Map([...fields, ['sender', OF_SENDER], ['organization', OF_ORGANIZATION]])
  )
  const values = new Map([
    ...(await valuesOf(caller, subjects, [...read.subject, ...read.body])),
    ['sender', sender] as const,
    ['organization', { name: organization }] as const,
  ])
  return {
    ...render(read.subject, read.body, ({ of, field }) => said(values.get(of)?.[field])),
    recipient: recipient.resource,
    organization,
    email: sender.email,
  }
}

function resourceOf(field: string, name: string, known: readonly Resource[]): Resource {
  const resource = known.find((each) => each.name === name)
  if (resource !== undefined) return resource
  const message = resources.has(name)
    ? `The ${field} field names records that you may not read`
    : `The ${field} field must name a resource, such as deals`
  throw invalid([{ field, rule: 'enum', message }])
}

/** What the e-mail is sent from, beside whom it goes to. */
function recordIn(
  { resource, record_id: id }: Wording,
  known: readonly Resource[]
): Subject | null {
  if (!resource && !id) return null
  if (resource && id) return { resource: resourceOf('resource', resource, known), id }
  const field = resource ? 'record_id' : 'resource'
  const message = 'The fields resource and record_id must be given together'
  throw invalid([{ field, rule: 'required', message }])
}

/** What it says before there are values in it: its own words, and those of its template for the rest. */
async function textsOf(caller: Identity, wording: Wording, templates: Resource) {
  const { subject, body, template_id: id } = wording
  const template = id
    ? await valuesIn(caller, { resource: templates, id }, ['subject', 'body'])
    : {}
  const texts = {
    subject: subject ?? said(template.subject),
    body: body ?? said(template.body),
  }
  const missing = Object.entries(texts).filter(([, text]) => text === '')
  if (missing.length === 0) return texts
  throw invalid(
    missing.map(([field]) => {
      const message = `The ${field} field must be defined, or come with a template`
      return { field, rule: 'required', message }
    })
  )
}

async function parties({ userId }: Identity) {
  const { rows } = await UnitOfWork.get().query<{
    organization: string
    name: string
    email: string
  }>(
    `SELECT o.name AS organization, concat_ws(' ', u.first_name, u.last_name) AS name, u.email
     FROM organizations o JOIN users u ON u.id = $1
     WHERE o.id = app_organization()`,
    [userId]
  )
  const { organization = '', name = '', email = '' } = rows[0] ?? {}
  return { organization, sender: { name, email } }
}

type Values = Readonly<Record<string, unknown>>

/** The values of the variables: one statement for each record that they are of. */
async function valuesOf(
  caller: Identity,
  subjects: ReadonlyMap<string, Subject>,
  parts: Parts
): Promise<(readonly [string, Values])[]> {
  const named = Map.groupBy(variablesIn(parts), ({ of }: Variable) => of)
  const read: (readonly [string, Values])[] = []
  for (const [of, subject] of subjects) {
    const fields = new Set(named.get(of)?.map(({ field }) => field))
    if (fields.size > 0) read.push([of, await valuesIn(caller, subject, [...fields])])
  }
  return read
}

async function valuesIn(
  caller: Identity,
  { resource, id }: Subject,
  fields: readonly string[]
): Promise<Values> {
  const unit = UnitOfWork.get()
  const { body } = await unit.read(new RecordQuery(resource, caller, unit).detail(id, fields))
  const shown: unknown = JSON.parse(body)
  return Object.fromEntries(Object.entries(Object(shown)))
}

function said(value: unknown): string {
  return value === null || value === undefined ? '' : String(value)
}
