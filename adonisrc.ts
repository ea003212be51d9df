import { indexEntities } from '@adonisjs/core/generators'
import { indexPolicies } from '@adonisjs/bouncer'
import { defineConfig } from '@adonisjs/core/app'

export default defineConfig({
  /*
  |--------------------------------------------------------------------------
  | Folders
  |--------------------------------------------------------------------------
  |
  | The top level of the repository is fixed, so commands and providers live
  | inside "app".
  |
  */
  directories: {
    commands: 'app/commands',
    providers: 'app/providers',
  },

  hooks: {
    init: [
      indexEntities({
        controllers: {
          source: 'app',
          glob: ['**/*_controller.ts'],
          importAlias: '#app',
          skipSegments: [
            'controllers',
            'core',
            'plugins',
            'resources',
            'openapi',
            'http',
            'health',
          ],
        },
      }),
      indexPolicies({ source: 'app', glob: ['**/*_policy.ts'], importAlias: '#app' }),
    ],
    devServerStarting: [() => import('#core/plugins/development/watch_linked_packages')],
  },

  commands: [
    () => import('@adonisjs/core/commands'),
    () => import('@adonisjs/lucid/commands'),
    () => import('#core/plugins/commands'),
  ],

  /*
  |--------------------------------------------------------------------------
  | Service providers
  |--------------------------------------------------------------------------
  |
  | The order matters once: the database must answer before Lucid is used.
  |
  */
  providers: [
    () => import('@adonisjs/core/providers/app_provider'),
    () => import('@adonisjs/core/providers/hash_provider'),
    {
      file: () => import('@adonisjs/core/providers/repl_provider'),
      environment: ['repl', 'test'],
    },
    () => import('@adonisjs/core/providers/vinejs_provider'),
    () => import('#providers/validation_provider'),
    () => import('#providers/database_provider'),
    () => import('@adonisjs/lucid/database_provider'),
    () => import('#providers/tenancy_provider'),
    () => import('#providers/migrations_provider'),
    () => import('#providers/events_provider'),
    () => import('#providers/jobs_provider'),
    () => import('#core/plugins/provider'),
    () => import('@adonisjs/i18n/i18n_provider'),
    () => import('@adonisjs/cors/cors_provider'),
    () => import('@adonisjs/core/providers/edge_provider'),
    () => import('@adonisjs/session/session_provider'),
    () => import('@adonisjs/shield/shield_provider'),
    () => import('@adonisjs/auth/auth_provider'),
    () => import('@adonisjs/limiter/limiter_provider'),
    () => import('@adonisjs/mail/mail_provider'),
  ],

  preloads: [
    () => import('#start/routes'),
    () => import('#start/kernel'),
    () => import('#start/auth'),
    () => import('#start/request_ids'),
    { file: () => import('#start/production'), environment: ['web'] },
    { file: () => import('#start/role_privileges'), environment: ['web'] },
    { file: () => import('#start/keys'), environment: ['web'] },
  ],

  tests: {
    suites: [
      { files: ['tests/unit/**/*.spec.ts'], name: 'unit', timeout: 60_000 },
      {
        files: [
          'tests/functional/**/*.spec.ts',
          'app/**/tests/**/*.spec.ts',
          'packages/notify/tests/**/*.spec.ts',
        ],
        name: 'functional',
        timeout: 60_000,
      },
      { files: ['tests/concurrency/**/*.spec.ts'], name: 'concurrency', timeout: 60_000 },
      { files: ['tests/contract/**/*.spec.ts'], name: 'contract', timeout: 120_000 },
      /* Only when asked for by name: "npm run test:install". Clones, installs and starts it, and servers of its own. */
      {
        files: ['tests/install/**/*.spec.ts', 'packages/embedded-postgres/tests/**/*.spec.ts'],
        name: 'install',
        timeout: 300_000,
      },
      /* Only when asked for by name: "npm run test:browser". */
      { files: ['tests/browser/**/*.spec.ts'], name: 'browser', timeout: 60_000 },
      /* Likewise: "npm run docs:images". */
      { files: ['tests/pictures/**/*.spec.ts'], name: 'pictures', timeout: 120_000 },
    ],
    forceExit: false,
  },

  metaFiles: [
    { pattern: 'database/data/**', reloadServer: false },
    { pattern: 'resources/lang/**', reloadServer: true },
    { pattern: 'resources/**', reloadServer: false },
    { pattern: 'app/plugins/*/views/**/*.edge', reloadServer: false },
    { pattern: 'app/plugins/*/lang/*.json', reloadServer: true },
  ],
})
