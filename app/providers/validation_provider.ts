import { HttpRequest, RequestValidator } from '@adonisjs/core/http'
import type { ApplicationService } from '@adonisjs/core/types'
import type { RequestValidationOptions } from '@adonisjs/core/types/http'
import type { VineValidator } from '@vinejs/vine'
import type { SchemaTypes } from '@vinejs/vine/types'
import { messages } from '#core/resources/validation/messages'
import type { Meta } from '#core/resources/validation/strict_object'

/**
 * Has `request.validateUsing` read the body alone unless `data` is given, with the
 * application's own messages. The framework would read the query string, path,
 * headers and cookies with it: the query string would win over the body, and a
 * strict object would refuse the rest.
 */
export default class ValidationProvider {
  constructor(protected app: ApplicationService) {}

  boot() {
    RequestValidator.messagesProvider = () => messages
    /* What `macro` does, whose type is that of every metadata at once. */
    Object.assign(HttpRequest.prototype, { validateUsing })
  }
}

function validateUsing(
  this: HttpRequest,
  validator: VineValidator<SchemaTypes, Meta>,
  { data = this.body(), ...options }: RequestValidationOptions<Meta> = {}
) {
  return validator.validate(data, { messagesProvider: messages, ...options })
}
