/*
|--------------------------------------------------------------------------
| Routes
|--------------------------------------------------------------------------
|
| The table of contents of the API. Every route says whom it lets in; one
| that does not is refused, and fails the test run.
|
*/

import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'
import customers from '#resources/customers'
import type { Resource } from '#resources/define_resource'

const { access } = middleware

router.where('id', {
  match: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  cast: (value) => value.toLowerCase(),
})

router.group(api).prefix('/api')
router.group(api).prefix('/api/v1').as('v1')

function api() {
  resource(customers)
}

/** The routes of any resource, from its definition alone. */
function resource(definition: Resource) {
  const { name, permission } = definition
  const may = (action: string) => access({ permission: permission(action) })

  router
    .group(() => {
      router.get('/', [controllers.Resource, 'index']).use(may('read')).as(`${name}.index`)
      router.post('/', [controllers.Resource, 'store']).use(may('create')).as(`${name}.store`)
      router.get('/:id', [controllers.Resource, 'show']).use(may('read')).as(`${name}.show`)
      router
        .route('/:id', ['PUT', 'PATCH'], [controllers.Resource, 'update'])
        .use(may('update'))
        .as(`${name}.update`)
      router
        .delete('/:id', [controllers.Resource, 'destroy'])
        .use(may('delete'))
        .as(`${name}.destroy`)
    })
    .prefix(`/${name}`)
    .use(middleware.resource(definition))
}
