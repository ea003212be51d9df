import i18nManager from '@adonisjs/i18n/services/main'
import { registerHooks } from 'node:module'
import type { Group, Suite } from '@japa/runner/core'
import type { Plugin } from '#core/plugins/api'
import { installedPlugin } from '#core/plugins/installed'
import { sdk } from '#core/plugins/sdk'
import notify from '../../packages/notify/src/index.js'
import { bring } from '#tests/support/plugins'

/** The plugins of this repository that are packages, from their source, by their folders. */
export const PACKAGES: Readonly<Record<string, Plugin>> = { notify: notify(sdk) }

/** Where tests of a package stand. */
const TESTS = /packages[\\/]([\w-]+)[\\/]tests[\\/]/

/** Brings a package along for its own tests, as if it were installed: without npm, and in no other test. */
export function bringPackages(suite: Suite): void {
  suite.onGroup((group: Group) => {
    const folder = TESTS.exec(group.options.meta.fileName ?? '')?.[1]
    const plugin = folder === undefined ? undefined : PACKAGES[folder]
    if (!plugin || installedPlugin(plugin.id)) return
    bring(group, [plugin])
    /* Its folder lang. */
    group.setup(() => i18nManager.reloadTranslations())
  })
}

/* What these tests import is the application's, as where the package is installed. Its folder may have copies. */
registerHooks({
  resolve: (specifier, context, next) =>
    /^[@a-z]/.test(specifier) && TESTS.test(context.parentURL ?? '')
      ? next(specifier, { ...context, parentURL: import.meta.url })
      : next(specifier, context),
})
