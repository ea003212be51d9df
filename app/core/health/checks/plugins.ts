import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import type { Plugin } from '#core/plugins/api'
import { sentenceOf } from '#core/plugins/orphaned'
import { missingObjects } from '#core/plugins/fields/objects'
import { brokenPlugins } from '#core/plugins/broken'
import { examineCode } from '#core/plugins/code_check'
import { installedPlugins } from '#core/plugins/installed'
import { settingsCheck } from '#core/plugins/settings/check'
import { type KeptSettings, unreadableSecrets, wholeSettings } from '#core/plugins/settings/kept'
import { orphanedPlugins } from '#core/plugins/status'
import {
  type CheckResult,
  type Issue,
  checkResult,
  problem,
  warning,
} from '#core/health/checks/issue'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

/** Plugins that are broken, without which servers start, or have left the list and not the database: no server starts with those. */
export async function checkPlugins(client: QueryClientContract): Promise<CheckResult> {
  const abandoned = await orphanedPlugins(client, { isMigrated: true })
  const broken = [...brokenPlugins(), ...(await examineCode())]
  const reasonsOf = (isLeftOut: boolean) =>
    new Set(
      broken
        .filter((entry) => (entry.isLeftOut ?? false) === isLeftOut)
        .flatMap((entry) => entry.reasons)
    )
  const missing = await missingObjects(installedPlugins(), client)
  return checkResult(
    [
      ...[...reasonsOf(false), ...abandoned.map(sentenceOf)].map((sentence) =>
        problem(`${sentence}.`)
      ),
      ...[...reasonsOf(true)].map((sentence) => warning(`${sentence}.`)),
      ...missing.map(({ kind, name, field, table }) =>
        problem(
          `The ${kind} ${name} of ${field} in ${table} is missing. Run "node ace migration:run".`
        )
      ),
    ],
    [`${installedPlugins().length} in the list`]
  )
}

/** Settings that a plugin of this version does not allow, in any organization. */
export async function checkPluginSettings(): Promise<CheckResult> {
  const found = await Promise.all(installedPlugins().map(unfitSettingsOf))
  return checkResult(found.flat())
}

async function unfitSettingsOf(plugin: Plugin): Promise<Issue[]> {
  const check = settingsCheck(plugin)
  const kept = await keptSettings(plugin)
  const refused = await Promise.all(
    kept.map((row) =>
      check({ ...Object(plugin.settings?.defaults), ...wholeSettings(plugin, row) })
    )
  )
  const unfit = refused.filter((errors) => errors.length > 0)
  const unreadable = kept.filter((row) => unreadableSecrets(plugin, row).length > 0)
  const names = [...new Set(unfit.flat().map(({ field }) => field))].sort().join(', ')
  const secrets = [...new Set(kept.flatMap((row) => unreadableSecrets(plugin, row)))].join(', ')
  return [
    ...(unfit.length === 0
      ? []
      : [
          problem(
            `"${plugin.id}" is set up in ${unfit.length} organizations as its version ` +
              `${plugin.version} does not allow: ${names}. Set it up anew there.`
          ),
        ]),
    ...(unreadable.length === 0
      ? []
      : [
          problem(
            `"${plugin.id}" has secrets in ${unreadable.length} organizations that this APP_KEY ` +
              `does not decrypt: ${secrets}. Set them anew there.`
          ),
        ]),
  ]
}

interface KeptRow extends KeptSettings, Record<string, unknown> {}

async function keptSettings({ id, settings }: Plugin): Promise<readonly KeptRow[]> {
  if (!settings) return []
  const { rows } = await UnitOfWork.run(
    asSystem,
    (unit) =>
      unit.query<KeptRow>(
        `SELECT organization_id AS "organizationId", settings, secrets FROM organization_plugins
         WHERE plugin = $1 AND (settings <> '{}' OR secrets <> '{}')`,
        [id]
      ),
    { readOnly: true }
  )
  return rows
}
