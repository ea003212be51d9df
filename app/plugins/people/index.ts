import { definePlugin } from '#core/plugins/api'
import type Person from '#plugins/people/models/person'
import people from '#plugins/people/resources/people'

declare module '#core/plugins/api' {
  interface Resources {
    people: { model: Person; actions: 'assign' }
  }
}

/** Whom an organization deals with: the people of its customers, deals and leads. */
export default definePlugin({
  id: 'people',
  version: '1.0.0',
  core: true,
  requires: {
    associations: '^1.0.0',
    customers: '^1.0.0',
    deals: '^1.0.0',
    employees: '^1.0.0',
    identity: '^1.0.0',
  },
  resources: [people],
  associations: {
    resources: ['people'],
    labels: [
      { from: 'deals', to: 'people', key: 'decision_maker', title: 'Decision maker' },
      { from: 'deals', to: 'people', key: 'champion', title: 'Champion' },
      { from: 'deals', to: 'people', key: 'influencer', title: 'Influencer' },
      { from: 'deals', to: 'people', key: 'blocker', title: 'Blocker' },
      { from: 'deals', to: 'people', key: 'end_user', title: 'End user' },
      {
        from: 'customers',
        to: 'people',
        key: 'employee',
        title: 'Employee',
        inverseTitle: 'Employer',
      },
      {
        from: 'customers',
        to: 'people',
        key: 'former_employee',
        title: 'Former employee',
        inverseTitle: 'Former employer',
      },
      { from: 'customers', to: 'people', key: 'billing_contact', title: 'Billing contact' },
      {
        from: 'people',
        to: 'people',
        key: 'assistant',
        title: 'Assistant',
        inverseTitle: 'Assisted',
      },
      { from: 'people', to: 'people', key: 'colleague', title: 'Colleague' },
    ],
  },
  roles: {
    manager: ['people:*'],
    sales: [
      'people:read',
      'people:create',
      'people:update',
      'people:delete',
      'people:bulk',
      'people:restore',
      'people:export/own',
    ],
    support: ['people:read', 'people:update'],
    viewer: ['people:read'],
  },
})
