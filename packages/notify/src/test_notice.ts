import { randomUUID } from 'node:crypto'
import type { PageContext, Sdk } from 'headless-crm/plugin'
import { mailsTo } from './mails.js'
import type { Settings } from './settings.js'

/** Sends a request and mails that say nothing has happened. @throws 422 when there is no one to send them to */
export async function sendTest(
  { problems }: Sdk,
  { settings, emit, mail, translate }: PageContext<Settings>
): Promise<void> {
  const { url, secret, recipients } = settings
  const isAsked = url !== null && secret !== null
  if (!isAsked && recipients.length === 0) {
    throw problems.conflict('not_set_up', 'Set an address with a secret, or whom mails go to.')
  }
  if (isAsked) {
    const data = { test: true }
    const body = JSON.stringify({ type: 'test', timestamp: new Date().toISOString(), data })
    await emit('notify:post', { id: randomUUID(), body })
  }
  const subject = await translate('Test of notifications')
  const text = await translate('Nothing has happened: mails like this one arrive.')
  for (const one of mailsTo(recipients, subject, [text])) await mail(one)
}
