import { defineConfig } from '@adonisjs/cors'
import { allowedOrigins } from '#config/app'

export default defineConfig({
  enabled: true,
  origin: allowedOrigins,
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  headers: [
    'accept',
    'authorization',
    'content-type',
    'idempotency-key',
    'if-match',
    'if-none-match',
    'traceparent',
    'tracestate',
    'x-organization-id',
    'x-request-id',
    'x-requested-with',
  ],
  exposeHeaders: [
    'content-disposition',
    'deprecation',
    'etag',
    'idempotent-replayed',
    'location',
    'ratelimit',
    'ratelimit-policy',
    'retry-after',
    'x-organization-id',
    'x-request-id',
  ],
  credentials: true,
  maxAge: 86_400,
})
