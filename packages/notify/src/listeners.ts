import type { ListenerContext, Listeners, Message, Sdk } from 'headless-crm/plugin'
import { type Notice, noticeOfDeal, noticeOfTask } from './notice.js'
import { mailsOf } from './mails.js'
import { post } from './post.js'
import type { Settings, Topic } from './settings.js'

type Context = ListenerContext<Settings>

/**
 * What is notified of becomes a request and mails, each in a queue of its own from there on: while one
 * fails, is tried again or paused, the others go on.
 */
export function listenersOf(sdk: Sdk): Listeners<Settings> {
  return {
    'deals:win': (message, context) =>
      notify('deal.won', message, context, () => noticeOfDeal(message.payload.id, context)),
    'deals:lose': (message, context) =>
      notify('deal.lost', message, context, () => noticeOfDeal(message.payload.id, context)),
    'tasks:due': {
      optional: true,
      handle: (message, context) =>
        notify('task.due', message, context, () => noticeOfTask(message.payload, context)),
    },
    'notify:post': { timeout: 60, handle: (...told) => post(sdk, ...told) },
  }
}

/** @param read what there is to say, read as it is now: later attempts say the same */
async function notify(
  topic: Topic,
  { id }: Message,
  { settings, transaction }: Context,
  read: () => Promise<Notice>
): Promise<void> {
  if (!settings.topics.includes(topic)) return
  const notice = await read()
  await transaction(async (later) => {
    if (settings.url !== null && settings.secret !== null) {
      const body = JSON.stringify({ type: topic, timestamp: notice.at, data: notice.data })
      await later.emit('notify:post', { id, body })
    }
    for (const mail of await mailsOf(topic, notice, settings, later)) await later.mail(mail)
  })
}
