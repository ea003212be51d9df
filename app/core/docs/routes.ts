import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'

const { access } = middleware

/** The pages about the API, which anyone may read. */
export function docsRoutes() {
  router.get('/', [controllers.docs.FirstPages, 'show']).use(access('public'))
  router.get('/docs', [controllers.docs.ApiReferences, 'show']).use(access('public'))
  router.get('/docs/assets/:name', [controllers.docs.ReferenceAssets, 'show']).use(access('public'))
}
