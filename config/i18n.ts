import { defineConfig, formatters, loaders } from '@adonisjs/i18n'
import app from '@adonisjs/core/services/app'
import { pluginMessages } from '#core/plugins/plugin_messages'

/*
|--------------------------------------------------------------------------
| Languages
|--------------------------------------------------------------------------
|
| The application is written in English. What resources/lang/<locale> and the
| folders "lang" of plugins say otherwise is said to those who prefer that
| language; what they do not say stays English.
|
*/

export default defineConfig({
  defaultLocale: 'en',
  formatter: formatters.icu(),
  loaders: [loaders.fs({ location: app.languageFilesPath() }), () => pluginMessages],
})
