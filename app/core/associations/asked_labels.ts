import type { HttpContext } from '@adonisjs/core/http'
import { readAssociated } from '#core/associations/filters'
import { ensureLabel } from '#core/associations/labels'
import { takesPart } from '#core/associations/participants'

/**
 * Makes sure that there are the labels by which a list is filtered. What else is wrong with a request
 * is said where it is read.
 *
 * @throws 400 naming a label that there is none of
 */
export async function ensureLabelsAsked({
  request,
  resource,
  plugins,
}: HttpContext): Promise<void> {
  const query = request.qs()
  if (query.associated === undefined || query.label === undefined || !takesPart(resource)) return
  for (const { type, label } of readAssociated(query, resource)) {
    if (label !== null) await ensureLabel(label, [resource.name, type], plugins)
  }
}
