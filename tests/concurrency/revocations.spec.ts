import { setTimeout as sleep } from 'node:timers/promises'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import workImport from '#plugins/imports/jobs/run_import'
import Import from '#plugins/imports/models/import'
import type { Line } from '#plugins/imports/models/import/csv_file'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { api } from '#tests/support/api'
import type { Child } from '#bench/child'
import { makeCustomer } from '#tests/support/customers'
import { inDatabase } from '#tests/support/deals'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { type Company, type Member, type Persona, PASSWORD } from '#tests/support/personas'
import { hireWith, makeCompany } from '#tests/support/personas'
import { startSecondProcess } from '#tests/support/second_process'
import { SlowUpload } from '#tests/support/slow_upload'
import { type Visitor, Visitor as Browser, enter, makeSuperuser } from '#tests/support/visitor'

const COOKIE = 'crm-admin'
const GRANTS = ['create', 'read', 'update', 'bulk', 'export']
const LINES = 150
const PIECE = 100
const NEW_PASSWORD = 'another horse, another battery'

/** Two people whose calls another process answers, and who may do what they are about to lose. */
interface Scene {
  readonly acme: Company
  readonly customerId: string
  readonly member: Member
  readonly sue: Persona
  /** Sue's pages, on the other process. */
  readonly page: Visitor
  readonly form: string
  /** Another superuser's, on this one. */
  readonly root: Visitor
}

type Who = 'member' | 'superuser'

/** How something is taken away, by a request to this process. */
interface Revocation {
  readonly title: string
  readonly of: readonly Who[]
  take(scene: Scene, client: ApiClient): Promise<unknown>
  /** Gives it back, as far as it can be. */
  giveBack?(scene: Scene, client: ApiClient): Promise<unknown>
  /** Whether what was ended is ended for good, and work that was ordered goes on. */
  readonly ends: 'session' | 'right' | 'account'
}

const userPage = ({ userId }: Persona) => `/admin/users/${userId}`
const both = ({ member, sue }: Scene) => [member, sue]

const REVOCATIONS: readonly Revocation[] = [
  {
    title: 'logging out',
    of: ['member', 'superuser'],
    ends: 'session',
    async take({ member, page }, client) {
      ok(await api(client, member).post('/api/auth/logout/'))
      const here = new Browser().keep(COOKIE, String(page.cookie(COOKIE)))
      await here.send('/admin', '/admin/logout')
    },
  },
  {
    title: 'ending all sessions',
    of: ['member', 'superuser'],
    ends: 'session',
    async take(scene) {
      for (const user of both(scene)) {
        await scene.root.send(userPage(user), `${userPage(user)}/sessions/end`)
      }
    },
  },
  {
    title: 'another password',
    of: ['member', 'superuser'],
    ends: 'session',
    async take(scene, client) {
      for (const user of both(scene)) {
        const login = await client
          .post('/api/auth/login/')
          .json({ email: user.email, password: PASSWORD })
        const change = {
          old_password: PASSWORD,
          new_password: NEW_PASSWORD,
          new_password_confirm: NEW_PASSWORD,
        }
        const elsewhere = { ...user, token: login.body().tokens.access }
        ok(await api(client, elsewhere).post('/api/auth/change-password/', change))
      }
    },
  },
  {
    title: 'a suspended user',
    of: ['member', 'superuser'],
    ends: 'account',
    async take(scene) {
      for (const user of both(scene)) {
        await scene.root.send(userPage(user), `${userPage(user)}/suspension`)
      }
    },
    async giveBack(scene) {
      for (const user of both(scene)) {
        await scene.root.send(userPage(user), `${userPage(user)}/suspension/end`)
      }
    },
  },
  {
    title: 'a superuser who is none any more',
    of: ['superuser'],
    ends: 'account',
    take: (scene) => changeSuperuser(scene, false),
    giveBack: (scene) => changeSuperuser(scene, true),
  },
  {
    title: 'a suspended organization',
    of: ['member'],
    ends: 'right',
    take: ({ root, acme }) =>
      root.send(
        `/admin/organizations/${acme.slug}`,
        `/admin/organizations/${acme.slug}/suspension`
      ),
    giveBack: ({ root, acme }) =>
      root.send(
        `/admin/organizations/${acme.slug}`,
        `/admin/organizations/${acme.slug}/suspension/end`
      ),
  },
  {
    title: 'permissions taken from a role',
    of: ['member'],
    ends: 'right',
    async take({ acme, member }, client) {
      const [held] = await rolesOf(acme, member)
      for (const permission of permissions()) {
        const path = `/api/roles/${held?.role_id}/remove_permission/`
        ok(await api(client, acme.owner).post(path, { permission }))
      }
    },
  },
  {
    title: 'a role taken from a member',
    of: ['member'],
    ends: 'right',
    async take({ acme, member }, client) {
      const [held] = await rolesOf(acme, member)
      ok(await api(client, acme.owner).delete(`/api/user-roles/${held?.id}/`))
    },
  },
  {
    title: 'removal from the organization',
    of: ['member'],
    ends: 'right',
    async take({ acme, member }, client) {
      ok(await api(client, acme.owner).delete(`/api/user-organizations/${member.membershipId}/`))
    },
  },
]

test.group('Revocations', (group) => {
  let other: Child

  group.setup(async () => {
    other = await startSecondProcess()
    return () => other.stop()
  })

  for (const revocation of REVOCATIONS) {
    test(`after ${revocation.title}, nothing that begins is let in, and no upload writes`, async ({
      client,
      assert,
      cleanup,
    }) => {
      await forgetJobs()
      const scene = await makeScene(other)
      const calls = callsOf(scene, other, revocation.of)
      for (const [name, call] of calls) assert.isTrue(letIn(await call()), `${name}, before`)
      const orders = await Promise.all(revocation.of.map((who) => order(scene, who)))
      const uploads = revocation.of.map((who) => beginUpload(scene, other, who))
      cleanup(() => uploads.forEach((upload) => upload.abort()))
      await sleep(400)
      const before = await written(scene)

      await revocation.take(scene, client)

      for (const [name, call] of calls) assert.isFalse(letIn(await call()), name)
      for (const upload of uploads) assert.isFalse(letIn(await upload.finish()), 'a slow upload')
      assert.deepEqual(await written(scene), before)

      await runJobs()
      const goesOn = revocation.ends === 'session'
      for (const id of orders) {
        const expected = { isCompleted: goesOn, created: goesOn ? LINES : PIECE }
        assert.deepEqual(await progressOf(scene, id), expected, 'work of an import')
      }

      await revocation.giveBack?.(scene, client)
      const livesAgain = revocation.ends === 'right' && revocation.giveBack !== undefined
      for (const [name, call] of calls) {
        assert.equal(letIn(await call()), livesAgain, `${name}, afterwards`)
      }
    })
  }

  const ways = ['logging out', 'ending all sessions'] as const
  for (const way of ways) {
    test(`no request in flight brings a session of the pages back after ${way}`, async ({
      assert,
    }) => {
      const [root, sue] = [await enter(), await makeSuperuser()]
      const cookie = String((await enter(sue, other.url)).cookie(COOKIE))
      const browser = (origin?: string) => new Browser(origin).keep(COOKIE, cookie)
      const isOut = way === 'logging out'
      const by = isOut ? browser() : root
      const [from, to] = isOut
        ? ['/admin', '/admin/logout']
        : [userPage(sue), `${userPage(sue)}/sessions/end`]
      const body = new URLSearchParams({ _csrf: await by.token(from) })

      const late = await whileLocked('pgboss.job', async () => {
        const flying = [other.url, undefined].map((origin) => browser(origin).get('/admin/jobs'))
        await sleep(400)
        await by.post(to, body, from)
        return flying
      })
      await Promise.all(late)

      for (const origin of [other.url, undefined]) {
        assert.equal((await browser(origin).get('/admin')).location, '/admin/login')
      }
    })
  }
})

/** What is begun meanwhile and reads the table waits until the work is done. */
async function whileLocked<T>(table: string, work: () => Promise<T>): Promise<T> {
  return db.transaction(async (transaction) => {
    await transaction.rawQuery(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`)
    return work()
  })
}

interface Answer {
  readonly status: number
  readonly location: string | null
}

/** Pages send anyone who is not let in to the login. */
function letIn({ status, location }: Answer): boolean {
  return status < 400 && location?.split('?')[0]?.endsWith('/admin/login') !== true
}

function ok(response: { status(): number; text(): string }) {
  if (response.status() >= 300) throw new Error(`${response.status()}: ${response.text()}`)
}

function permissions(): string[] {
  return [...GRANTS.map((action) => `customers:${action}`), 'imports:create', 'imports:read']
}

async function makeScene(other: Child): Promise<Scene> {
  const acme = await makeCompany()
  const [member, sue, customerId] = await Promise.all([
    hireWith(acme, permissions()),
    makeSuperuser(),
    makeCustomer(acme, { name: 'Ada' }),
  ])
  const [page, root] = await Promise.all([enter(sue, other.url), enter()])
  const form = await page.token(`/admin/organizations/${acme.slug}/customers/new`)
  return { acme, member, sue, customerId, page, root, form }
}

/** What the two people ask of the other process, by a name. */
function callsOf(
  { acme, member, customerId, page, form }: Scene,
  other: Child,
  of: readonly Who[]
): [name: string, call: () => Promise<Answer>][] {
  const ask = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const headers = { ...init.headers, Authorization: `Bearer ${member.token}` }
    const answer = await fetch(`${other.url}${path}`, { ...init, headers })
    await answer.arrayBuffer()
    return { status: answer.status, location: null }
  }
  const json = (body: object) => ({
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  const place = `/admin/organizations/${acme.slug}`
  /* A form whose session is over leads to the login. */
  const post = async (to: string, body: URLSearchParams | FormData): Promise<Answer> => {
    const answer = await page.post(`${place}${to}`, body, `${place}/customers`)
    return answer.location === null || !letIn(answer) ? answer : page.follow(answer)
  }
  const send = (to: string, fields: Record<string, string>) =>
    post(to, new URLSearchParams({ ...fields, _csrf: form }))
  const calls: Record<Who, [string, () => Promise<Answer>][]> = {
    member: [
      ['a write', () => ask('/api/customers/', json({ name: 'Eve' }))],
      [
        'a bulk change',
        () =>
          ask(
            '/api/customers/bulk_update/',
            json({ ids: [customerId], data: { notes: `${Math.random()}` } })
          ),
      ],
      ['an export', () => ask('/api/customers/export/')],
      [
        'an upload',
        () => ask('/api/imports/', { method: 'POST', body: fileForm({ mapping: MAPPING }) }),
      ],
    ],
    superuser: [
      ['the post of a page', () => send('/customers', { name: 'Eve' })],
      [
        'the bulk post of a page',
        () => send('/customers/updates', { 'ids[]': customerId, 'change': 'status=active' }),
      ],
      ['the export of a page', () => page.get(`${place}/customers/export`)],
      ['the upload of a page', () => post('/imports', fileForm({ _csrf: form }))],
    ],
  }
  return of.flatMap((who) => calls[who])
}

const MAPPING = JSON.stringify({ name: 'name' })

function fileForm(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries({ resource: 'customers', ...fields })) {
    form.append(name, value)
  }
  form.append('file', new Blob(['name\nEve\n']), 'people.csv')
  return form
}

function beginUpload({ acme, member, page, form }: Scene, { url }: Child, who: Who): SlowUpload {
  const place = `/admin/organizations/${acme.slug}/imports`
  const fields = { resource: 'customers' }
  return who === 'member'
    ? new SlowUpload(
        `${url}/api/imports/`,
        { Authorization: `Bearer ${member.token}` },
        { ...fields, mapping: MAPPING },
        'name\nEve'
      )
    : new SlowUpload(
        `${url}${place}`,
        { Cookie: page.cookies, Referer: `${url}${place}/new` },
        { ...fields, _csrf: form },
        'name\nEve'
      )
}

/** An import that is half done. @returns its id */
async function order({ acme, member, sue }: Scene, who: Who): Promise<string> {
  const isSuperuser = who === 'superuser'
  const { userId } = isSuperuser ? sue : member
  const lines = Array.from({ length: LINES }, (_, at): Line => [at + 2, `${who} ${at}\n`])
  const made = await UnitOfWork.run(forOrganization(acme.id), async (unit) => {
    unit.setActor(userId)
    return Import.submit(
      {
        resource: 'customers',
        fileName: 'people.csv',
        fileSize: 1000,
        file: { encoding: 'utf-8', delimiter: ',', header: 'name\n', columns: ['name'], lines },
        mapping: { name: { column: 'name' } },
        matchBy: null,
        dryRun: false,
      },
      { requestId: '', keyId: null, isBySuperuser: isSuperuser }
    )
  })
  const orderer = { userId, keyId: null, isSuperuser, requestId: '' }
  const once = {
    messageId: '',
    attempt: 1,
    isLastAttempt: false,
    signal: new AbortController().signal,
    progress: async () => {},
  }
  await workImport.handle({ organizationId: acme.id, importId: made.id, piece: 0, orderer }, once)
  return made.id
}

async function progressOf({ acme }: Scene, id: string) {
  const [row] = await inDatabase<{ status: string; created: number }>(
    acme,
    `SELECT status, created FROM imports WHERE id = '${id}'`
  )
  return { isCompleted: row?.status === 'completed', created: row?.created }
}

/** How much there is of what the calls make. */
async function written({ acme }: Scene) {
  return inDatabase(
    acme,
    `SELECT (SELECT count(*) FROM customers) AS customers,
            (SELECT sum(version) FROM customers) AS versions,
            (SELECT count(*) FROM imports) AS imports`
  )
}

async function rolesOf(acme: Company, { userId }: Persona) {
  return inDatabase<{ id: string; role_id: string }>(
    acme,
    `SELECT id, role_id FROM user_roles WHERE user_id = '${userId}'`
  )
}

async function changeSuperuser({ root, sue }: Scene, isSuperuser: boolean) {
  const edit = `${userPage(sue)}/edit`
  const { html } = await root.get(edit)
  const version = /name="version" value="(\d+)"/.exec(html)?.[1] ?? ''
  await root.send(edit, userPage(sue), {
    version,
    email: sue.email,
    first_name: 'Sue',
    last_name: 'Test',
    is_active: 'true',
    is_superuser: String(isSuperuser),
  })
}
