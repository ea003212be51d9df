import type { HttpContext } from '@adonisjs/core/http'
import type { LucidRow } from '@adonisjs/lucid/types/model'
import type { Plugin } from '#core/plugins/api'
import { withErrorBoundary } from '#core/plugins/error_boundary'
import { type CommandRoute, actionOf } from '#core/plugins/command_routes'
import { contextOf } from '#core/plugins/plugin_set'
import { keepInput } from '#core/plugins/rights/command_input'
import type { RecordRequest } from '#core/plugins/rights/record_route'
import { authorizeAction, lock } from '#core/resources/records/record'
import { type ShownOnce, shownOnce } from '#core/http/answer'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'

/**
 * Runs a command of a plugin on a record of the context's resource, as what its caller does: the record
 * is there for them, they may do this to it, and no one else writes it meanwhile.
 *
 * @returns what is answered of the record this once
 * @throws 403 for a caller who may not, 404 for one that is not there, 412 for another version, 422 for a
 * body that the command does not read
 */
export async function runCommand(
  ctx: HttpContext,
  plugin: Plugin,
  { command, handler, operation, of }: CommandRoute,
  { id, body: given, ensureSeen }: RecordRequest
): Promise<ShownOnce> {
  const { resource } = ctx
  const record: LucidRow = await lock(ctx, id)
  await authorizeAction(ctx, actionOf(resource, command), record)
  ensureSeen?.(Number(record.$attributes.version))
  const deed = { action: `${resource.noun}:${command}`, recordId: id }
  const rest = await keepInput(ctx.plugins.plugins, deed, given)
  const body = await (operation.body ?? emptyBodyValidator).validate(rest)
  const context = { ...contextOf(ctx.plugins, plugin), body }
  await withErrorBoundary(plugin, `${of}:${command}`, () => handler(record, context))
  return shownOnce(record)
}
