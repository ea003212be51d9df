import env from '#start/env'
import app from '@adonisjs/core/services/app'
import { defineConfig, multistream, destination, destinations } from '@adonisjs/core/logger'

/**
 * To the console, readable in development and JSON elsewhere, and to
 * logs/app.log. Tests write errors only, and only to the file.
 */
const file = destination({ dest: app.makePath('logs/app.log'), mkdir: true, sync: false })
const console = app.inDev ? await destinations.pretty() : destination({ dest: 1, sync: false })

export default defineConfig({
  default: 'app',
  loggers: {
    app: {
      enabled: true,
      name: 'headless-crm',
      level: env.get('LOG_LEVEL', 'info'),
      destination: app.inTest ? file : multistream([{ stream: console }, { stream: file }]),
      redact: {
        paths: ['password', '*.password', 'authorization', '*.authorization', 'token', '*.token'],
      },
    },
  },
})
