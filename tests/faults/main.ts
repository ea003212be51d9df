/*
|--------------------------------------------------------------------------
| Faults
|--------------------------------------------------------------------------
|
| Brings faults about that a test suite should not wait for, and says whether
| the server keeps its promises: npm run faults [-- name …]
|
| Every module of this folder that exports a `name`, a `title` and a `run` is
| a scenario.
|
*/

import { readdir } from 'node:fs/promises'
import { basename } from 'node:path'
import { type Scenario, Skipped } from './scenario.js'

const OTHERS = ['main.ts', 'scenario.ts']

async function readScenarios(): Promise<Scenario[]> {
  const files = (await readdir(import.meta.dirname)).filter(
    (file) => file.endsWith('.ts') && !OTHERS.includes(file)
  )
  const modules = await Promise.all(
    files.sort().map(async (file): Promise<unknown> => import(`./${basename(file, '.ts')}.js`))
  )
  return modules.filter(isScenario)
}

function isScenario(module: unknown): module is Scenario {
  return (
    typeof module === 'object' &&
    module !== null &&
    'name' in module &&
    'title' in module &&
    'run' in module
  )
}

/** @returns whether the promise was kept, or could not be tried here */
async function isKept(scenario: Scenario): Promise<boolean> {
  const began = performance.now()
  const say = (outcome: string) =>
    console.log(
      `${outcome} ${scenario.name}: ${scenario.title} (${((performance.now() - began) / 1000).toFixed(1)} s)`
    )
  try {
    await scenario.run()
    say('kept   ')
    return true
  } catch (error) {
    if (error instanceof Skipped) {
      say('skipped')
      console.log(`        ${error.message}`)
      return true
    }
    say('BROKEN ')
    console.error(error)
    return false
  }
}

const scenarios = await readScenarios()
const named = process.argv.slice(2)
const unknown = named.filter((name) => !scenarios.some((scenario) => scenario.name === name))
if (unknown.length > 0) {
  console.error(
    `There is no scenario called ${unknown.join(', ')}. There are: ${scenarios.map(({ name }) => name).join(', ')}.`
  )
  process.exit(2)
}

let broken = 0
for (const scenario of scenarios) {
  if (named.length > 0 && !named.includes(scenario.name)) continue
  if (!(await isKept(scenario))) broken += 1
}
process.exit(broken === 0 ? 0 : 1)
