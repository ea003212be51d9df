import type { HttpContext } from '@adonisjs/core/http'
import { referenceAsset } from '#core/docs/reference_assets'
import { notFound } from '#core/http/exceptions/problem'

/** Styles and scripts of the pages about the API. */
export default class ReferenceAssetsController {
  show({ params, response }: HttpContext) {
    const asset = referenceAsset(params.name)
    if (!asset) throw notFound('file')
    response
      .header('Cache-Control', 'public, max-age=3600')
      .header('Content-Type', asset.type)
      .send(asset.content)
  }
}
