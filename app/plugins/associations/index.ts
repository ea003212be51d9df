import { definePlugin } from '#core/plugins/api'
import type AssociationLabel from '#plugins/associations/models/association_label'
import associationLabels from '#plugins/associations/resources/association_labels'

declare module '#core/plugins/api' {
  interface Resources {
    'association-labels': { model: AssociationLabel; actions: never }
  }
}

/** What records of different resources are for each other. */
export default definePlugin({
  id: 'associations',
  version: '1.0.0',
  core: true,
  resources: [associationLabels],
  describes: () => import('#plugins/associations/operations'),
  roles: {
    manager: ['association-labels:*'],
    sales: ['association-labels:read'],
    support: ['association-labels:read'],
    viewer: ['association-labels:read'],
  },
})
