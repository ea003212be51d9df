import type { AdminAction } from '#core/plugins/api'

const isDraft: AdminAction['isShown'] = ({ status }) => status === 'draft'
const isSent: AdminAction['isShown'] = ({ status }) => status === 'sent'

/** What superusers do with a quote from its page. */
export const quoteActions: Readonly<Record<string, AdminAction>> = {
  page: { label: 'Page', route: '/page', method: 'GET' },
  pdf: { label: 'PDF', route: '/pdf', method: 'GET' },
  refresh: {
    label: 'Take lines anew',
    route: '/refresh',
    confirm: 'Lines, prices and the customer become those that the deal has now.',
    done: 'The quote is as the deal is now.',
    isShown: isDraft,
  },
  send: {
    label: 'Mark as sent',
    route: '/send',
    confirm: 'It cannot be changed afterwards.',
    done: 'The quote is marked as sent.',
    isShown: isDraft,
  },
  accept: {
    label: 'Accept',
    route: '/accept',
    confirm: 'A deal has one accepted quote. The deal itself stays as it is.',
    done: 'The quote is accepted.',
    isShown: isSent,
  },
  decline: { label: 'Decline', route: '/decline', done: 'The quote is declined.', isShown: isSent },
}
