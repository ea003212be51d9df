import env from '#start/env'
import { defineConfig } from '@adonisjs/core/logger'
import { openLogDestination } from '#core/log/destinations'

export default defineConfig({
  default: 'app',
  loggers: {
    app: {
      enabled: true,
      name: 'headless-crm',
      level: env.get('LOG_LEVEL', 'info'),
      destination: await openLogDestination(),
      redact: {
        paths: ['password', '*.password', 'authorization', '*.authorization', 'token', '*.token'],
      },
    },
  },
})
