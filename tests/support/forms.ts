/** A form of a page, filled in as the page shows it. */
export class FilledForm {
  readonly #fields: [string, string][]

  private constructor(fields: [string, string][]) {
    this.#fields = fields
  }

  /** The form of a page that goes to an address. @param nth of several */
  static on(html: string, action: string, nth = 0): FilledForm {
    const forms = [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].filter(
      ([, attributes = '']) => attribute(attributes, 'action') === action
    )
    const content = forms[nth]?.[2]
    if (content === undefined) throw new Error(`The page has no form that goes to ${action}`)
    return new FilledForm(fieldsIn(content))
  }

  get(name: string): string | undefined {
    return this.#fields.find(([known]) => known === name)?.[1]
  }

  /** The same form after a user has changed some of it. */
  with(changes: Readonly<Record<string, string>>): FilledForm {
    const kept = this.#fields.filter(([name]) => !(name in changes))
    return new FilledForm([...kept, ...Object.entries(changes)])
  }

  get body(): URLSearchParams {
    return new URLSearchParams(this.#fields)
  }

  get multipart(): FormData {
    const body = new FormData()
    for (const [name, value] of this.#fields) body.append(name, value)
    return body
  }
}

function fieldsIn(html: string): [string, string][] {
  const controls = html.matchAll(
    /<input\b([^>]*)>|<textarea\b([^>]*)>([\s\S]*?)<\/textarea>|<select\b([^>]*)>([\s\S]*?)<\/select>/g
  )
  return [...controls].flatMap(([, input, area, text = '', select, options = '']) => {
    if (input !== undefined) return inputIn(input)
    if (area !== undefined) return named(area, decoded(text.replace(/^\n/, '')))
    return named(select ?? '', chosenIn(options))
  })
}

function inputIn(attributes: string): [string, string][] {
  const type = attribute(attributes, 'type')
  const isChoice = type === 'checkbox' || type === 'radio'
  if (type === 'file' || (isChoice && !/\schecked/.test(attributes))) return []
  return named(attributes, attribute(attributes, 'value') ?? '')
}

function chosenIn(options: string): string {
  const all = [...options.matchAll(/<option\b([^>]*)>/g)].map(([, attributes = '']) => attributes)
  const chosen = all.find((attributes) => /\sselected\b/.test(attributes)) ?? all[0] ?? ''
  return attribute(chosen, 'value') ?? ''
}

function named(attributes: string, value: string): [string, string][] {
  const name = attribute(attributes, 'name')
  return name === undefined ? [] : [[name, value]]
}

function attribute(attributes: string, name: string): string | undefined {
  const [, double, single] =
    new RegExp(`(?:^|\\s)${name}=(?:"([^"]*)"|'([^']*)')`).exec(attributes) ?? []
  const value = double ?? single
  return value === undefined ? undefined : decoded(value)
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&#39;': "'",
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
}

function decoded(text: string): string {
  return text.replaceAll(/&(?:quot|#39|lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity)
}
