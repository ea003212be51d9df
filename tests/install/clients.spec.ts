import { rm, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import app from '@adonisjs/core/services/app'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { bodies, server, silenceSeconds } from '#config/clients'
import { makeHttpServer } from '#core/http/http_server'
import { makeCustomer } from '#tests/support/customers'
import {
  GENERATED_CLIENTS,
  compile,
  generate,
  installGenerators,
} from '#tests/support/generated_clients'
import { type Company, makeCompany } from '#tests/support/personas'

const FOLDER = app.tmpPath('clients')
const DESCRIPTION = join(FOLDER, 'openapi.json')

test.group('Generated clients', (group) => {
  let acme: Company
  let base = ''

  group.setup(async () => {
    const stop = await testUtils
      .httpServer()
      .start((handle) => makeHttpServer({ server, silenceSeconds, bodies }, handle))
    base = `http://${process.env.HOST}:${process.env.PORT}`
    acme = await makeCompany()
    await makeCustomer(acme, { name: 'Ann Lee' })
    await makeCustomer(acme, { name: 'Zoe Ray', company_name: 'Ray', customer_type: 'business' })
    await makeCustomer(acme, { name: 'Not Active', status: 'inactive' })
    await installGenerators(FOLDER)
    const description = await fetch(`${base}/api/openapi.json`)
    await writeFile(DESCRIPTION, await description.text())
    return async () => {
      await stop()
      await rm(FOLDER, { recursive: true, force: true })
    }
  })

  for (const generated of GENERATED_CLIENTS) {
    test(`a client made by ${generated.name} compiles in strict mode and lists with filters, an "in" and an ordering as it comes`, async ({
      assert,
    }) => {
      const folder = join(FOLDER, generated.name.replaceAll(/\W+/g, '_'))
      await mkdir(folder, { recursive: true })
      await generate(generated, { installed: FOLDER, folder, description: DESCRIPTION, base })
      assert.deepEqual(await compile(folder, generated.program), [])
      const client: unknown = await import(join(folder, 'main.js'))
      const { list } = Object(Object(client).default ?? client)
      /* Compiling keeps the process busy: that the server has ended a connection is heard of first. */
      await sleep(100)
      assert.deepEqual(await list(base, acme.owner.token), ['Zoe Ray', 'Ann Lee'])
    })
  }
})
