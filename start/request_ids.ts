/*
|--------------------------------------------------------------------------
| Ids of requests
|--------------------------------------------------------------------------
|
| The log, the audit log and the answer name a request by the id that its
| client gave it, where that is a plain word; otherwise by one made here.
|
*/

import { randomUUID } from 'node:crypto'
import { HttpRequest } from '@adonisjs/core/http'

const HEADER = 'x-request-id'
const PLAIN = /^[A-Za-z0-9._-]{1,64}$/

HttpRequest.macro('id', function (this: HttpRequest) {
  const given = this.request.headers[HEADER]
  if (typeof given === 'string' && PLAIN.test(given)) return given
  const made = randomUUID()
  this.request.headers[HEADER] = made
  return made
})
