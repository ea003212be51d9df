import { defineConfig } from '@adonisjs/core/bodyparser'

/**
 * Forms, of pages and with files; JSON is read by `app/core/http/middleware/json_body_middleware.ts`.
 * Text reaches the validators exactly as it was sent: passwords keep their
 * spaces, and an empty string is not the same as null.
 */
export default defineConfig({
  allowedMethods: ['POST', 'PUT', 'PATCH', 'DELETE'],

  form: {
    convertEmptyStringsToNull: false,
    trimWhitespaces: false,
    types: ['application/x-www-form-urlencoded'],
    limit: '1mb',
  },

  json: { types: [] },
  raw: { types: [] },

  multipart: {
    autoProcess: false,
    convertEmptyStringsToNull: false,
    trimWhitespaces: false,
    types: ['multipart/form-data'],
    limit: '10mb',
    maxFields: 20,
  },
})
