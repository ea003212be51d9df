import { definePlugin } from '#plugins/kit'

/** Who works for an organization, and looks after its records. */
export default definePlugin({
  id: 'employees',
  version: '1.0.0',
  core: true,
  requires: { identity: '^1.0.0' },
})
