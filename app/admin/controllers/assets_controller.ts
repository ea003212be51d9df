import type { HttpContext } from '@adonisjs/core/http'
import { assetNamed } from '#admin/assets'
import { notFound } from '#core/http/exceptions/problem'

/** Styles, scripts and images of the pages. Their names change with them, so that browsers keep them. */
export default class AssetsController {
  show({ params, response }: HttpContext) {
    const asset = assetNamed(params.name)
    if (!asset) throw notFound('file')
    response.header('Cache-Control', 'public, max-age=31536000, immutable')
    response.header('Content-Type', asset.type)
    response.send(asset.content)
  }
}
