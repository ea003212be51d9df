import { defineConfig } from '@adonisjs/core/bodyparser'

/**
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

  json: {
    convertEmptyStringsToNull: false,
    trimWhitespaces: false,
    types: ['application/json', 'application/merge-patch+json'],
    limit: '1mb',
    strict: true,
  },

  multipart: {
    autoProcess: false,
    convertEmptyStringsToNull: false,
    trimWhitespaces: false,
    types: ['multipart/form-data'],
    limit: '10mb',
    maxFields: 20,
  },
})
