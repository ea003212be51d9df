import { test } from '@japa/runner'
import hash from '@adonisjs/core/services/hash'
import DemoSeeder from '#database/seeders/demo_seeder'
import {
  PUBLIC_ADMIN_PASSWORD,
  PUBLIC_MEMBER_PASSWORD,
  chooseDemoPasswords,
} from '#database/demo/passwords'
import Organization from '#plugins/identity/models/organization'
import User from '#plugins/identity/models/user'
import { UnitOfWork, forOrganization, asSystem } from '#core/database/unit_of_work'

async function seed(): Promise<string[]> {
  const lines: string[] = []
  await new DemoSeeder().run((line) => lines.push(line))
  return lines
}

async function inDemoCompany<Row extends Record<string, unknown>>(sql: string): Promise<Row[]> {
  const { id } = await UnitOfWork.run(asSystem, () =>
    Organization.findByOrFail('slug', 'demo-company')
  )
  return UnitOfWork.run(forOrganization(id), async (unit) => (await unit.query<Row>(sql)).rows)
}

test.group('Commands | seed', () => {
  test('makes nothing twice when two seed at once', async ({ assert }) => {
    await Promise.all([seed(), seed()])
    const [company] = await inDemoCompany('SELECT count(*) AS customers FROM customers')
    assert.deepEqual(company, { customers: 5 })
  })

  test('makes nothing twice, and says so', async ({ assert }) => {
    await seed()
    const lines = await seed()
    assert.isNotEmpty(lines)
    for (const line of lines) assert.match(line, /already exists?$/)
  })

  test('gives deals lines that come to what the deals are worth', async ({ assert }) => {
    await seed()
    const [counts] = await inDemoCompany(
      `SELECT (SELECT count(*) FROM products) AS products, (SELECT count(*) FROM price_books) AS books,
              (SELECT count(*) FROM deal_lines) AS lines, (SELECT sum(value)::text FROM deals) AS value`
    )
    assert.deepEqual(counts, { products: 12, books: 2, lines: 6, value: '630000.00' })
  })

  test('makes a month of activities, of which two are overdue', async ({ assert }) => {
    await seed()
    const [counts] = await inDemoCompany(
      `SELECT count(*) AS activities, count(*) FILTER (WHERE status = 'completed') AS completed,
              (SELECT count(*) FROM deals WHERE next_activity_at < now()) AS late_deals,
              (SELECT count(*) FROM leads WHERE next_activity_at < now()) AS late_leads
       FROM activities`
    )
    assert.deepEqual(counts, { activities: 17, completed: 9, late_deals: 1, late_leads: 1 })
  })

  test('makes the five customers of the demonstration', async ({ assert }) => {
    await seed()
    const customers = await inDemoCompany(
      'SELECT code, name, customer_type, status, source, phone, contact_person FROM customers ORDER BY code'
    )
    assert.deepEqual(customers.map(Object.values), [
      ['CUST001', 'John Smith', 'individual', 'active', 'website', '+1-555-1001', null],
      ['CUST002', 'Jane Doe', 'individual', 'active', 'referral', '+1-555-1002', null],
      [
        'CUST003',
        'Acme Corporation',
        'business',
        'vip',
        'partner',
        '+1-555-1003',
        'Robert Johnson',
      ],
      [
        'CUST004',
        'TechStart Inc',
        'business',
        'active',
        'social_media',
        '+1-555-1004',
        'Sarah Williams',
      ],
      ['CUST005', 'Emily Chen', 'individual', 'prospect', 'event', '+1-555-1005', null],
    ])
  })

  test('makes deals whose totals the API tells: 630000, 346750 and 126000', async ({
    client,
    assert,
  }) => {
    const login = await client
      .post('/api/auth/login/')
      .json({ email: 'admin@crm.com', password: PUBLIC_ADMIN_PASSWORD })
    const { access } = login.body().tokens
    const get = async (path: string) =>
      (await client.get(`/api/${path}/?organization=demo-company`).bearerToken(access)).body()

    assert.containSubset(await get('deals/stats'), {
      total_deals: 5,
      open: 5,
      currency: 'USD',
      total_value: '630000.00',
      expected_revenue: '346750.00',
      average_deal_size: '126000.00',
      by_priority: { low: 1, medium: 1, high: 2, urgent: 1 },
    })
    assert.containSubset(await get('customers/stats'), {
      active: 3,
      by_status: { vip: 1, prospect: 1 },
      total_deal_value: '630000.00',
      average_deal_value: '126000.00',
    })
    assert.containSubset(await get('leads/stats'), {
      total: 5,
      converted: 0,
      average_score: '77.00',
      total_estimated_value: '305000.00',
      by_qualification: {
        new: 1,
        contacted: 2,
        qualified: 2,
        unqualified: 0,
        converted: 0,
        lost: 0,
      },
    })
    const { results } = await get('deals')
    assert.sameMembers(
      results.map(({ code }: { code: string }) => code),
      ['DEAL001', 'DEAL002', 'DEAL003', 'DEAL004', 'DEAL005']
    )
  })

  test('makes the leads of the demonstration, with scores by hand beside those of the rules', async ({
    assert,
  }) => {
    await seed()
    const leads = await inDemoCompany(
      `SELECT code, name, source, qualification_status, lead_score, score_automatic, estimated_value
       FROM leads ORDER BY code`
    )
    assert.deepEqual(leads.map(Object.values), [
      ['LEAD001', 'Alice Johnson', 'website', 'qualified', 85, 75, '50000.00'],
      ['LEAD002', 'Bob Williams', 'referral', 'contacted', 70, 80, '35000.00'],
      ['LEAD003', 'Carol Martinez', 'social_media', 'new', 60, 65, '25000.00'],
      ['LEAD004', 'David Lee', 'event', 'qualified', 95, 75, '150000.00'],
      ['LEAD005', 'Eva Thompson', 'partner', 'contacted', 75, 75, '45000.00'],
    ])
    const [author] = await inDemoCompany(
      `SELECT DISTINCT u.email FROM leads r JOIN users u ON u.id = r.score_manual_by_id`
    )
    assert.deepEqual(author, { email: 'admin@crm.com' })
  })

  test('makes ten employees and three vendors', async ({ assert }) => {
    await seed()
    const [counts] = await inDemoCompany(
      `SELECT (SELECT count(*) FROM employees) AS employees, (SELECT count(*) FROM vendors) AS vendors`
    )
    assert.deepEqual(counts, { employees: 10, vendors: 3 })
  })

  test('makes a second organization, of which those of the first one see nothing', async ({
    client,
    assert,
  }) => {
    await seed()
    const globex = await UnitOfWork.run(asSystem, () =>
      Organization.findByOrFail('slug', 'globex-corporation')
    )
    const counts = await UnitOfWork.run(forOrganization(globex.id), async (unit) => {
      const { rows } = await unit.query<{ customers: number; members: number }>(
        `SELECT (SELECT count(*) FROM customers) AS customers,
                (SELECT count(*) FROM user_organizations) AS members`
      )
      return rows[0]
    })
    assert.isAbove(counts?.customers ?? 0, 0)
    assert.isAbove(counts?.members ?? 0, 0)

    const login = await client
      .post('/api/auth/login/')
      .json({ email: 'manager@democompany.com', password: PUBLIC_MEMBER_PASSWORD })
    login.assertStatus(200)
    const { access } = login.body().tokens
    const refused = await client
      .get('/api/customers/?organization=globex-corporation')
      .bearerToken(access)
    assert.include([403, 404], refused.status())
    const own = await client.get('/api/customers/').bearerToken(access)
    assert.equal(own.body().count, 5)
  })

  test('makes a superuser who owns Demo Company, and a member for each other role', async ({
    assert,
  }) => {
    await seed()
    const members = await inDemoCompany(`
      SELECT u.email, m.role, r.system_key
      FROM user_organizations m JOIN users u ON u.id = m.user_id
      LEFT JOIN user_roles a ON a.organization_id = m.organization_id AND a.user_id = m.user_id
      LEFT JOIN roles r ON r.organization_id = m.organization_id AND r.id = a.role_id
      ORDER BY m.role = 'owner' DESC, r.system_key`)
    assert.deepEqual(members.map(Object.values), [
      ['admin@crm.com', 'owner', null],
      ['administrator@democompany.com', 'member', 'admin'],
      ['manager@democompany.com', 'member', 'manager'],
      ['sales@democompany.com', 'member', 'sales'],
      ['support@democompany.com', 'member', 'support'],
      ['viewer@democompany.com', 'member', 'viewer'],
    ])
    const admin = await UnitOfWork.run(asSystem, () => User.findByEmail('admin@crm.com'))
    assert.isTrue(admin?.isSuperuser)
    assert.isTrue(await hash.verify(admin?.password ?? '', 'admin123'))
  })
})

test.group('Commands | seed | passwords', () => {
  test('are public ones outside of production', ({ assert }) => {
    const chosen = chooseDemoPasswords({ inProduction: false, given: undefined })
    assert.equal(chosen.admin, 'admin123')
    assert.isFalse(chosen.areSecret)
  })

  test('are drawn anew in production', ({ assert }) => {
    const circumstances = { inProduction: true, given: undefined }
    const [one, other] = [chooseDemoPasswords(circumstances), chooseDemoPasswords(circumstances)]
    assert.isAtLeast(one.admin.length, 20)
    assert.notEqual(one.admin, other.admin)
    assert.notEqual(one.admin, one.others)
    assert.isTrue(one.areSecret)
  })

  test('may be given for the superuser, but not a public one in production', ({ assert }) => {
    const given = 'a long and private one'
    assert.equal(chooseDemoPasswords({ inProduction: true, given }).admin, given)
    assert.throws(
      () => chooseDemoPasswords({ inProduction: true, given: 'admin123' }),
      /published password/
    )
    assert.throws(() => chooseDemoPasswords({ inProduction: false, given: 'short' }), /at least 8/)
  })
})
