import { schemaOfSummary } from '#core/resources/answer_schema'
import vine from '@vinejs/vine'
import { extension } from '#core/plugins/fields'
import { definePlugin } from '#core/plugins/api'
import type LoyaltyEntry from '#plugins/loyalty/models/loyalty_entry'
import entries from '#plugins/loyalty/resource'
import { choice, integer, uuid } from '#core/resources/fields'
import { optionalText, requiredInteger } from '#core/resources/validation/fields'
import { strictObject } from '#core/resources/validation/strict_object'

declare module '#core/plugins/api' {
  interface Resources {
    'loyalty-entries': { model: LoyaltyEntry; actions: never }
  }
  interface Events {
    'loyalty:tier-reached': { customer_id: string; tier: string; points: number }
  }
}

export interface LoyaltySettings {
  welcome_points: number
  silver_from: number
  gold_from: number
  months_valid: number
}

export const TIERS = ['basic', 'silver', 'gold'] as const

/** What a customer has, as it is answered. */
const balance = {
  customer_id: uuid({ nullable: false }),
  points: integer({ nullable: false }),
  tier: choice(TIERS),
}

const points = () => vine.number({ strict: true }).withoutDecimals().range([0, 1_000_000])

/** Points for customers, and the tier that they reach with them. */
export default definePlugin<LoyaltySettings>({
  id: 'loyalty',
  version: '1.0.0',
  description: 'Customers collect points, and reach a tier with them.',
  requires: { crm: '^2.0.0', customers: '^1.0.0' },
  settings: {
    schema: vine.object({
      welcome_points: points(),
      silver_from: points(),
      gold_from: points(),
      months_valid: vine.number({ strict: true }).withoutDecimals().range([1, 120]),
    }),
    defaults: { welcome_points: 10, silver_from: 100, gold_from: 1000, months_valid: 24 },
  },
  resources: [entries],
  fields: {
    customers: {
      points: extension.integer({ title: 'Points', min: 0, readOnly: true }),
      tier: extension.choice(TIERS, { title: 'Tier', readOnly: true, column: true }),
    },
  },
  roles: {
    manager: ['loyalty-entries:*'],
    sales: ['loyalty-entries:read', 'loyalty-entries:create'],
    support: ['loyalty-entries:read'],
    viewer: ['loyalty-entries:read'],
  },
  routes: ({ route, record }) => {
    record(
      'customers',
      'POST',
      '/loyalty/points',
      async (context) => {
        const { givePoints } = await import('#plugins/loyalty/balance')
        return givePoints(context)
      },
      'loyalty-entries:create',
      {
        summary: 'Give points to a customer, or take some',
        body: strictObject(
          vine.object({
            points: requiredInteger(-1_000_000, 1_000_000).meta({
              description: 'Negative ones are taken.',
            }),
            reason: optionalText(255),
          })
        ),
        answers: { 200: schemaOfSummary(balance) },
      }
    )
    record(
      'customers',
      'POST',
      '/loyalty/recount',
      async (context) => {
        const { recount } = await import('#plugins/loyalty/balance')
        return recount(context, context.id)
      },
      'loyalty-entries:create',
      {
        summary: 'Count the points of a customer anew',
        answers: { 200: schemaOfSummary(balance) },
      }
    )
    route(
      'GET',
      '/customers/:id/balance',
      [() => import('#plugins/loyalty/controllers/balances_controller'), 'show'],
      'loyalty-entries:read',
      {
        summary: 'Read the points and the tier of a customer',
        answers: { 200: schemaOfSummary(balance) },
      }
    )
  },
  admin: {
    menu: [{ label: 'Gold customers', path: 'customers?extensions.loyalty.tier=gold' }],
    cards: { 'customers.show': { view: 'loyalty::card' } },
    actions: {
      customers: {
        'give-points': {
          label: 'Give points',
          route: '/loyalty/points',
          done: 'Points given.',
          bulk: true,
        },
        'recount': {
          label: 'Recount points',
          route: '/loyalty/recount',
          confirm: 'The points are counted anew from the entries.',
          isShown: ({ extensions }) => Object(Object(extensions).loyalty).points > 0,
        },
      },
    },
    pages: {
      tiers: {
        title: 'Loyalty tiers',
        permission: 'loyalty-entries:read',
        menu: true,
        view: 'loyalty::tiers',
        state: async (context) => {
          const { tiersOf } = await import('#plugins/loyalty/balance')
          return { tiers: await tiersOf(context) }
        },
        submit: {
          label: 'Expire old points now',
          permission: 'loyalty-entries:delete',
          confirm: 'Points that have grown too old are taken out of use every night anyway.',
          done: 'Old points are out of use.',
          handle: async (context) => {
            const { expire } = await import('#plugins/loyalty/balance')
            await expire(context)
          },
        },
      },
    },
    tiles: [
      {
        title: 'Loyalty points',
        path: 'loyalty-entries',
        value: async (context) => {
          const { pointsInUse } = await import('#plugins/loyalty/balance')
          return pointsInUse(context)
        },
      },
    ],
  },
  hooks: () => import('#plugins/loyalty/hooks'),
  jobs: {
    expire: {
      every: '0 3 * * *',
      transaction: true,
      handle: async (context) => {
        const { expire } = await import('#plugins/loyalty/balance')
        await expire(context)
      },
    },
  },
})
