import type { HttpContext } from '@adonisjs/core/http'
import type { JSONSchema7 } from 'json-schema'
import { ensurePermission } from '#admin/capabilities'
import { bodyOf, formOf } from '#admin/form'
import { readRecord, recordPath } from '#admin/record'
import { refusedOf } from '#admin/record_form'
import { candidates } from '#admin/related'
import { type JsonObject, titleOf } from '#admin/values'
import { notFound } from '#core/http/exceptions/problem'
import emailTemplates, { MAX_BODY_LENGTH } from '#plugins/emails/resources/email_templates'
import emails, { RECIPIENTS } from '#plugins/emails/resources/emails'
import { type Order, emailValidator } from '#plugins/emails/validators/email'

const LABELS: Readonly<Record<string, string>> = { to_email: 'To', body: 'Text' }

const HINTS: Readonly<Record<string, string>> = {
  template_id: 'It says what subject and text leave out',
  body: 'Markdown',
}

/** Where an e-mail is written to the record of the page; null for who may not, or what gets none. */
export function emailPath(ctx: HttpContext): string | null {
  const { identity, params, plugins } = ctx
  const mayWrite = plugins.has('emails') && identity.grants.allows(emails.permission('create'))
  return mayWrite && isRecipient(ctx) ? recordPath(ctx, params.id, 'email') : null
}

/** The form for an e-mail to the person or lead whom the path names. @throws 404 for what gets none */
export async function emailForm(ctx: HttpContext) {
  ensureRecipient(ctx)
  const record = await readRecord(ctx)
  const addresses = addressesOf(record)
  const inputs = formOf(schemaFor(addresses), KNOWN, null, refusedOf(ctx)).map((input) => ({
    ...input,
    label: LABELS[input.name] ?? input.label,
    hint: HINTS[input.name] ?? null,
    options: input.options.map(({ value }) => ({ value, label: value })),
    attributes: {
      ...input.attributes,
      'aria-describedby': input.wrong
        ? `wrong-${input.name}`
        : HINTS[input.name] && `hint-${input.name}`,
    },
  }))
  const name = titleOf(record)
  const path = recordPath(ctx, String(record.id))
  return {
    title: `E-mail to ${name}`,
    name,
    action: `${path}/email`,
    back: path,
    isReachable: addresses.length > 0,
    inputs: inputs.map((input) =>
      input.name === 'to_email' ? { ...input, options: input.options.slice(1) } : input
    ),
    candidates: {
      template_id:
        (await candidates(ctx, [emailTemplates.table], '')).get(emailTemplates.table) ?? [],
    },
    resource: ctx.resource,
  }
}

/** What the form orders. @throws 422 naming what is wrong with it */
export async function orderIn(ctx: HttpContext): Promise<Order> {
  ensureRecipient(ctx)
  const body = bodyOf(schemaFor(null), KNOWN, ctx.request.body(), true)
  return emailValidator.validate({ ...body, to_type: ctx.resource.name, to_id: ctx.params.id })
}

const KNOWN = {
  fields: {},
  relations: { template: { table: emailTemplates.table, key: 'template_id' } },
}

/** @param addresses null where it is not known which ones there are */
function schemaFor(addresses: readonly string[] | null): JSONSchema7 {
  return {
    properties: {
      to_email: { type: 'string', ...(addresses && { enum: [...addresses] }) },
      template_id: { type: 'string' },
      subject: { type: 'string', maxLength: 255 },
      body: { type: 'string', maxLength: MAX_BODY_LENGTH },
    },
  }
}

function isRecipient({ resource: { name } }: HttpContext): boolean {
  return RECIPIENTS.some((recipient) => recipient === name)
}

function ensureRecipient(ctx: HttpContext): void {
  if (!isRecipient(ctx) || !ctx.plugins.has('emails')) throw notFound('page')
  ensurePermission(ctx, emails.permission('create'))
}

/** The addresses of a person or lead, the primary one first. */
function addressesOf({ email, emails: all }: JsonObject): string[] {
  const others = Array.isArray(all) ? all.map((entry) => Object(entry).value) : []
  return [...new Set([email, ...others])].filter((address) => typeof address === 'string')
}
