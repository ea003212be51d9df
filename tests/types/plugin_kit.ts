/*
|--------------------------------------------------------------------------
| What does not compile
|--------------------------------------------------------------------------
|
| Nothing here runs. "npm run typecheck" reads it: each line below an
| expectation has to be an error, and everything else has to be right.
|
*/

import vine from '@vinejs/vine'
import type Customer from '#plugins/customers/models/customer'
import type Deal from '#plugins/deals/models/deal'
import type Lead from '#plugins/leads/models/lead'
import { extension } from '#core/plugins/fields'
import { setting } from '#core/plugins/settings/setting'
import {
  type Change,
  type Changed,
  type Hooks,
  type MailTransport,
  type Message,
  type StoredFile,
  definePlugin,
} from '#core/plugins/api'

declare module '#core/plugins/api' {
  interface Events {
    'types:seen': { customer_id: string; times: number }
  }
  interface OptionalEvents {
    'absent:seen': { id: string }
    /* What is known holds. */
    'types:seen': { never: true }
  }
  interface Services {
    'types.greet': { input: { readonly name: string }; output: string }
  }
}

/** Fails to compile unless both are the very same type. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const same = <A, B>(_: Same<A, B>) => {}

const who = { id: 'types', version: '1.0.0' } as const
declare const otherHooks: Hooks<{ mode: number }>
const settings = {
  schema: vine.object({ mode: vine.enum(['mild', 'strict'] as const), share: vine.number() }),
  defaults: { mode: 'mild', share: 1 },
} as const

/* What fits, and what it is given. */
definePlugin({
  ...who,
  settings,
  seed: ({ settings: chosen }) => same<typeof chosen.mode, 'mild' | 'strict'>(true),
  hooks: {
    'customers:create': {
      before: ({ record }) => same<typeof record, Customer>(true),
      after({ settings: chosen, emit, veto }) {
        same<typeof chosen.share, number>(true)
        void emit('types:seen', { customer_id: '', times: 1 })
        const ended: never = veto('No.')
        return ended
      },
    },
    'deals:win': { after: ({ record }) => same<typeof record, Deal>(true) },
    'deals:*': { after: ({ record }) => same<typeof record, Deal>(true) },
    '*': { after: ({ record }) => void record.$isPersisted },
  },
  listeners: {
    'types:seen': ({ payload }) => same<typeof payload.times, number>(true),
    'absent:seen': {
      optional: true,
      handle: ({ payload }) => same<typeof payload.id, string>(true),
    },
    'leads:convert'(message) {
      same<typeof message, Message<Change<Lead>>>(true)
      const { converted_deal_id: deal, converted_at: at } = message.payload.changes
      same<typeof deal, Changed<string> | undefined>(true)
      same<typeof at, Changed<string> | undefined>(true)
    },
    'deals:lose': {
      retries: 3,
      timeout: 30,
      async handle(message, { settings: chosen }, { attempt, signal }) {
        same<typeof message, Message<Change<Deal>>>(true)
        same<typeof chosen.share, number>(true)
        same<typeof attempt, number>(true)
        same<typeof signal, AbortSignal>(true)
      },
    },
    'deals:win': async (_message, { settings: chosen, transaction }) => {
      same<typeof chosen.share, number>(true)
      const rows = await transaction(async ({ query }) => (await query('SELECT 1')).rowCount)
      same<typeof rows, number | null>(true)
    },
  },
  policies: { 'deals:delete': () => 'Deals stay.' },
  scopes: { customers: (bind) => `r.city = ${bind('Berlin')}` },
  searches: {
    customers: (bind, { words, settings: chosen }) => {
      same<typeof chosen.share, number>(true)
      return `SELECT id, 0 FROM customers WHERE city = ${bind(words)}`
    },
  },
  fields: { customers: { shade: extension.choice(['light', 'dark'], { title: 'Shade' }) } },
})

/* Settings. */
definePlugin({
  ...who,
  settings: {
    schema: vine.object({
      token: setting.secret({ title: 'Token' }),
      tone: setting.public(vine.enum(['mild', 'strict'] as const)),
      times: setting.public(vine.number().optional()),
    }),
    defaults: { token: null, tone: 'mild' },
  },
  seed({ settings: chosen }) {
    same<typeof chosen.token, string | null>(true)
    same<typeof chosen.tone, 'mild' | 'strict'>(true)
    same<typeof chosen.times, number | undefined>(true)
  },
})
definePlugin({
  ...who,
  settings,
  // @ts-expect-error no such setting
  seed: ({ settings: chosen }) => void chosen.colour,
})
definePlugin({
  ...who,
  settings: {
    schema: vine.object({ share: vine.number() }),
    // @ts-expect-error a default of another type
    defaults: { share: 'all' },
  },
})
definePlugin({
  ...who,
  settings: {
    schema: vine.object({ share: vine.number() }),
    // @ts-expect-error a setting without a default
    defaults: {},
  },
})
definePlugin({
  ...who,
  settings,
  jobs: {
    // @ts-expect-error no such setting in a job
    sweep: { handle: ({ settings: chosen }) => void chosen.colour },
  },
})

/* Records and what happens to them. */
definePlugin({
  ...who,
  // @ts-expect-error no such resource
  hooks: { 'custmers:create': {} },
})
definePlugin({
  ...who,
  // @ts-expect-error customers are not won
  hooks: { 'customers:win': {} },
})
definePlugin({
  ...who,
  hooks: {
    // @ts-expect-error a customer has no stage
    'customers:update': { before: ({ record }) => void record.stageId },
  },
})
definePlugin({
  ...who,
  hooks: {
    // @ts-expect-error hooks are before and after, and nothing else
    'customers:update': { around: () => {} },
  },
})

/* Vetoes and events. */
definePlugin({
  ...who,
  hooks: {
    'customers:update': {
      // @ts-expect-error a veto says why
      before: ({ veto }) => veto(),
      // @ts-expect-error and says it in words
      after: ({ veto }) => veto({ reason: 'No.' }),
    },
  },
})
definePlugin({
  ...who,
  hooks: {
    'customers:update': {
      // @ts-expect-error records of what is no resource
      before: async ({ records }) => void (await records('custmers').list()),
      // @ts-expect-error a change has a value before and one after
      after: ({ changes }) => void changes.city?.now,
    },
  },
})
definePlugin({
  ...who,
  listeners: {
    // @ts-expect-error no such column
    'deals:win': ({ payload }) => void payload.changes.statuss,
  },
})
definePlugin({
  ...who,
  listeners: {
    // @ts-expect-error later, who calls is asked for
    'customers:update': (_message, { caller }) => void caller.grants,
  },
})
definePlugin({
  ...who,
  // @ts-expect-error nothing of this name can be done
  inputs: { 'deals:won': vine.object({}) },
})
definePlugin({
  ...who,
  hooks: {
    'customers:update': {
      // @ts-expect-error an event that no one declares
      before: ({ emit }) => emit('types:heard', { customer_id: '', times: 1 }),
      // @ts-expect-error an event without all that it says
      after: ({ emit }) => emit('types:seen', { customer_id: '' }),
    },
  },
})
definePlugin({
  ...who,
  // @ts-expect-error an event that no one announces
  listeners: { 'types:heard': () => {} },
})
definePlugin({
  ...who,
  // @ts-expect-error what may be absent is optional
  listeners: { 'absent:seen': { handle: () => {} } },
})
definePlugin({
  ...who,
  // @ts-expect-error nor is it known by another name
  listeners: { 'absent:heard': { optional: true, handle: () => {} } },
})
definePlugin({
  ...who,
  listeners: {
    // @ts-expect-error an event does not say that
    'types:seen': ({ payload }) => void payload.name,
  },
})

/* Policies, scopes. */
definePlugin({
  ...who,
  // @ts-expect-error a policy says true, or why not
  policies: { 'deals:delete': () => false },
})
definePlugin({
  ...who,
  // @ts-expect-error nothing of this name can be decided about
  policies: { 'deals:reed': () => true },
})
definePlugin({
  ...who,
  // @ts-expect-error no such resource
  scopes: { custmers: () => null },
})
definePlugin({
  ...who,
  // @ts-expect-error a condition is SQL
  scopes: { customers: () => true },
})

/* Services. */
definePlugin({
  ...who,
  settings,
  provides: { 'types.greet': ({ name }) => `Hello ${name}` },
  services: {
    'types.greet': {
      async wrap(next, input, { settings: chosen }) {
        same<typeof chosen.share, number>(true)
        same<typeof input.name, string>(true)
        const greeting = await next({ name: input.name.trim() })
        same<typeof greeting, string>(true)
        return greeting
      },
    },
    'mail.transport': {
      async wrap(next, input) {
        const transport = await next(input)
        same<typeof transport, MailTransport>(true)
        return { send: (mail, means) => transport.send({ ...mail, subject: 'Hello' }, means) }
      },
    },
    'files.storage': {
      async wrap(next, input, { storage }) {
        const stored = await storage.get('a')
        same<typeof stored, StoredFile | null>(true)
        const store = await next(input)
        return { ...store, list: async () => ['a'] }
      },
    },
    'leads.score': {
      wrap: async (next, input) => [
        ...(await next(input)),
        {
          id: 'types.bonus',
          label: 'Bonus',
          reads: ['email'],
          points: ({ email }) => (email ? 1 : 0),
        },
      ],
    },
  },
})
definePlugin({
  ...who,
  services: {
    'leads.score': {
      // @ts-expect-error a rule has a label
      wrap: () => [{ id: 'types.bonus', reads: ['email'], points: () => 1 }],
    },
  },
})
definePlugin({
  ...who,
  // @ts-expect-error no such service
  services: { 'types.part': { wrap: () => 'Bye' } },
})
definePlugin({
  ...who,
  // @ts-expect-error it answers a text
  services: { 'types.greet': { wrap: () => 7 } },
})
definePlugin({
  ...who,
  // @ts-expect-error it answers a text
  provides: { 'types.greet': () => 7 },
})

/* Fields, cards, roles. */
definePlugin({
  ...who,
  // @ts-expect-error no such resource
  fields: { custmers: { shade: extension.text({ title: 'Shade' }) } },
})
definePlugin({
  ...who,
  fields: {
    // @ts-expect-error no such type
    customers: { shade: { ...extension.text({ title: 'Shade' }), type: 'colour' } },
  },
})
// @ts-expect-error no such kind of field
extension.colour({ title: 'Shade' })
// @ts-expect-error a field has a title
extension.text({ maxLength: 3 })
// @ts-expect-error one of nothing is no choice
extension.choice([], { title: 'Shade' })
// @ts-expect-error no such resource
extension.reference('custmers', { title: 'Customer' })
// @ts-expect-error what is computed cannot be unique
extension.computed('text', { title: 'Shade', sql: 'r.code', unique: true })
// @ts-expect-error what its records say together has to be said
extension.aggregate('integer', { title: 'Deals', of: 'deals', by: 'customer_id' })
// @ts-expect-error several choices are not found by a search
extension.choices(['light'], { title: 'Shades', search: true })
definePlugin({
  ...who,
  // @ts-expect-error no such page
  admin: { cards: { 'custmers.show': { view: 'types::card' } } },
})
definePlugin({
  ...who,
  // @ts-expect-error no such resource
  admin: { actions: { custmers: { greet: { label: 'Greet', route: '/types/greet' } } } },
})
definePlugin({
  ...who,
  // @ts-expect-error an action names the route that does it
  admin: { actions: { customers: { greet: { label: 'Greet' } } } },
})
definePlugin({
  ...who,
  // @ts-expect-error a page asks for a permission
  admin: { pages: { map: { title: 'Map', view: 'types::map' } } },
})
definePlugin({
  ...who,
  // @ts-expect-error no such resource is listed
  admin: { related: { 'customers.show': [{ resource: 'deels', by: 'customer_id' }] } },
})
definePlugin({
  ...who,
  // @ts-expect-error a figure is a number or a text
  admin: { tiles: [{ title: 'Deals', value: () => ({}) }] },
})
definePlugin({
  ...who,
  // @ts-expect-error no such role
  roles: { boss: ['customers:*'] },
})

/* The manifest itself. */
// @ts-expect-error a plugin has a version
definePlugin({ id: 'types' })
definePlugin({
  ...who,
  // @ts-expect-error nothing of this name can be added
  controllers: [],
})
definePlugin({
  ...who,
  // @ts-expect-error hooks that are loaded late are those of a module
  hooks: async () => ({ 'customers:create': {} }),
})
definePlugin({
  ...who,
  settings,
  // @ts-expect-error hooks of other settings
  hooks: async () => ({ default: otherHooks }),
})
