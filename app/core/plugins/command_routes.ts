import type { Plugin } from '#core/plugins/api'
import type { RunCommand } from '#core/plugins/rights/types'
import type { InputValidator, Resource } from '#core/resources/define_resource'
import { type Operation, actionOn } from '#core/resources/openapi/operation'

export interface CommandDescription {
  readonly summary: string
  readonly description?: string
  /** Reads what is sent; without it nothing may be, but what plugins take. */
  readonly body?: InputValidator
  /** What is answered when it is done: `Quote sent.` */
  readonly done: string
}

/** A route that calls a command of a model: `POST /api/quotes/{id}/send/`. */
export interface CommandRoute {
  readonly method: 'POST'
  readonly path: string
  readonly permission: string
  /** The resource's name. */
  readonly of: string
  /** Its name among `commands` of the resource: `send`. */
  readonly command: string
  readonly handler: RunCommand
  readonly operation: Pick<Operation, 'answers' | 'command'> & CommandDescription
}

/** The route of a command, as its plugin registers it. @throws when none of its own resources has it */
export function commandRoute(
  { id, resources = [] }: Plugin,
  of: string,
  name: string,
  handler: RunCommand,
  description: CommandDescription
): CommandRoute {
  const resource = resources.find((own) => own.name === of)
  if (!resource)
    throw new Error(`"${id}" has a command of "${of}", which is no resource of its own`)
  if (!resource.commands.includes(name)) {
    throw new Error(`"${id}" has a command "${name}", which is not among "commands" of "${of}"`)
  }
  return {
    of,
    method: 'POST',
    path: `/${name}`,
    command: name,
    permission: resource.permission(actionOf(resource, name)),
    handler,
    operation: { ...description, command: name, answers: { 200: actionOn(resource) } },
  }
}

/** By which action's permission a command may be done. */
export function actionOf({ permittedBy = {} }: Resource, command: string): string {
  return permittedBy[command] ?? command
}
