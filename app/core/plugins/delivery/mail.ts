import vine from '@vinejs/vine'
import { defineJob } from '#core/jobs/define_job'
import { enqueue } from '#core/jobs/enqueue'
import { mailFailure } from '#core/mail/mail_failure'
import { sanitizeInline } from '#core/mail/sanitize_inline'
import { sendMailOf } from '#core/mail/transport'
import type { Plugin, PluginMail } from '#core/plugins/api'
import { organizationLanguage } from '#core/plugins/delivery/translate'
import { installedPlugin } from '#core/plugins/installed'
import { fillIn } from '#core/plugins/plugin_messages'
import { currentPlugins } from '#core/plugins/plugin_set'
import { refusalsOf } from '#core/resources/validation/prefix_errors'
import { strictObject } from '#core/resources/validation/strict_object'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

type QueuedMail = PluginMail & { readonly organizationId: string; readonly plugin: string }

const MAX_LENGTH = 100_000
const FOOTNOTE =
  'You receive this mail because of {organization}. If you did not expect it, ask them.'

const mailValidator = strictObject(
  vine.object({
    to: vine.string().email().maxLength(254),
    subject: vine.string().trim().minLength(1).maxLength(200),
    text: vine.string().minLength(1).maxLength(MAX_LENGTH),
  })
)

/**
 * Sends a mail of a plugin, in a queue beside that of the application's own: a plugin that writes to
 * thousands keeps no one from a link to a new password.
 */
export const sendPluginMail = defineJob<QueuedMail>({
  name: 'plugins:mail',
  unit: 'none',
  concurrency: 4,
  timeout: 60,
  group: ({ plugin, organizationId }) => `${plugin}/${organizationId}`,
  about: ({ plugin }) => `a mail of ${plugin}`,

  async handle({ organizationId, plugin: id, to, subject, text }) {
    const footnote = await footnoteOf(organizationId, id)
    if (footnote === null) return
    const content = { to, subject, paragraphs: text.split(/\n\s*\n/), footnote }
    try {
      await sendMailOf(organizationId, content)
    } catch (error) {
      throw mailFailure(error, `of ${id}`)
    }
  },
})

/** Enqueues a mail in the running unit of an organization. @throws when it cannot be one */
export async function enqueueMail({ id }: Plugin, given: PluginMail): Promise<string> {
  const { organizationId } = UnitOfWork.get()
  if (organizationId === null) throw new Error('Plugins act within an organization')
  const { to, subject, text } = await readMail(id, given)
  return enqueue(sendPluginMail, { organizationId, plugin: id, to, subject, text })
}

async function readMail(id: string, given: PluginMail) {
  try {
    return await mailValidator.validate(given)
  } catch (error) {
    const sentences = refusalsOf(error).map(({ message }) => message)
    throw new Error(`"${id}" writes a mail that is none: ${sentences.join(' ')}`)
  }
}

/** Because of whom a mail comes, in the language of the organization; null where the plugin is off. */
async function footnoteOf(organizationId: string, id: string): Promise<string | null> {
  return UnitOfWork.run(
    forOrganization(organizationId),
    async (unit) => {
      if (!installedPlugin(id) || !(await currentPlugins()).has(id)) return null
      const { rows } = await unit.query<{ name: string }>(
        'SELECT name FROM organizations WHERE id = app_organization()'
      )
      if (!rows[0]) return null
      const values = { organization: sanitizeInline(rows[0].name) }
      const english = fillIn(FOOTNOTE, values)
      return (await organizationLanguage())?.say('mails.of_plugin', values, english) ?? english
    },
    { readOnly: true }
  )
}
