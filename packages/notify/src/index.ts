import { join } from 'node:path'
import type { Sdk } from 'headless-crm/plugin'
import { listenersOf } from './listeners.js'
import { type Posting, type Settings, settingsOf } from './settings.js'
import { sendTest } from './test_notice.js'

declare module 'headless-crm/plugin' {
  interface Events {
    'notify:post': Posting
  }
  interface OptionalEvents {
    'tasks:due': { id: string; title?: string; assigned_to_id?: string | null }
  }
}

/**
 * Notifies of deals that are won and lost, and of tasks that are due: another system by a signed
 * request, and people by mail.
 *
 * @param sdk what the application gives its plugins
 */
export default function notify(sdk: Sdk) {
  return sdk.definePlugin<Settings>({
    id: 'notify',
    version: '0.1.0',
    root: join(import.meta.dirname, '..'),
    description: 'Sends a signed request and mails when a deal is won or lost, or a task is due.',
    requires: { crm: '^2.0.0', deals: '^1.0.0', employees: '^1.0.0' },
    settings: settingsOf(sdk),
    listeners: listenersOf(sdk),
    admin: {
      settingsActions: {
        'send-test': {
          label: 'Send a test',
          done: 'The test is on its way. A request that fails is shown here, and tried again.',
          handle: (context) => sendTest(sdk, context),
        },
      },
    },
  })
}
