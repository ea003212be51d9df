import type { AdminAction } from '#core/plugins/api'

const isActive: AdminAction['isShown'] = ({ state }) => state === 'active'
const isSilent: AdminAction['isShown'] = ({ state }) => state !== 'active'

/** What superusers do with a webhook from its page. */
export const webhookActions: Readonly<Record<string, AdminAction>> = {
  'test': {
    label: 'Send a test',
    route: '/test',
    done: 'The test is on its way.',
    isShown: isActive,
  },
  'pause': { label: 'Pause', route: '/pause', done: 'The webhook is paused.', isShown: isActive },
  'resume': {
    label: 'Resume',
    route: '/resume',
    confirm: 'It sends what happened meanwhile, with your rights.',
    done: 'The webhook is active.',
    isShown: isSilent,
  },
  'replay': {
    label: 'Replay',
    route: '/replay',
    done: 'The replay is enqueued.',
    isShown: isActive,
  },
  'new-secret': {
    label: 'Replace the secret',
    route: '/rotate',
    confirm: 'The secret before is good for 24 hours more.',
    done: 'The secret is replaced.',
  },
}

/** What they do with a delivery from its page. */
export const deliveryActions: Readonly<Record<string, AdminAction>> = {
  replay: { label: 'Replay', route: '/replay', done: 'The delivery is enqueued.' },
}
