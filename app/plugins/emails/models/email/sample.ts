import Email from '#plugins/emails/models/email'

/** An e-mail for walks of the tests, which no one sends. @returns its id */
export async function makeSample(person: string): Promise<string> {
  const { id } = await Email.create({
    toType: 'people',
    toId: person,
    toEmail: 'ada@example.com',
    resource: null,
    recordId: null,
    templateId: null,
    fromName: 'Acme',
    fromEmail: 'sales@acme.example',
    replyTo: null,
    subject: 'Hello',
    text: 'Hello Ada',
    html: '<p>Hello Ada</p>',
    attachmentIds: [],
    messageId: `<${crypto.randomUUID()}@acme.example>`,
    state: 'sent',
  })
  return id
}
