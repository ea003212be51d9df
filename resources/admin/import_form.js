/*
 * The form for a file: once it is chosen, it is said which system it is from, its
 * columns are there to choose from, those that are called like fields are chosen
 * where it is from none that is known, and an example of each is shown.
 * Without this, columns are typed, or found by the server.
 */

const FIRST_BYTES = 64 * 1024
const form = document.querySelector('[data-import]')
const file = form.querySelector('input[type=file]')
const delimiter = form.querySelector('[name=delimiter]')
const encoding = form.querySelector('[name=encoding]')
const format = form.querySelector('[name=format]')

/** What the byte order mark says wins over what was chosen. */
function textOf(bytes) {
  const marked = { 0xfffe: 'utf-16le', 0xfeff: 'utf-16be', 0xefbb: 'utf-8' }
  const named = marked[new DataView(bytes).getUint16(0)] ?? (encoding.value || 'utf-8')
  return new TextDecoder(named).decode(bytes)
}

/** The cells of the first two lines. Quotes keep delimiters and ends of lines to themselves. */
function firstLines(text, between) {
  const lines = [[]]
  let cell = ''
  let quoted = false
  const end = () => {
    lines.at(-1).push(cell.trim())
    cell = ''
  }
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at]
    if (letter === '"' && quoted && text[at + 1] === '"') {
      cell += '"'
      at += 1
    } else if (letter === '"') quoted = !quoted
    else if (letter === between && !quoted) end()
    else if ((letter === '\n' || letter === '\r') && !quoted) {
      if (letter === '\r' && text[at + 1] === '\n') at += 1
      end()
      if (lines.length === 2) return lines
      lines.push([])
    } else cell += letter
  }
  end()
  return lines
}

/** The byte order mark and `sep=;`, by which spreadsheets are told the delimiter. */
const PREAMBLE = /^\ufeff?(?:("?)sep=(.)\1\2*(?:\r\n|\n|\r))?/i

function delimiterOf(text) {
  if (delimiter.value !== '') return delimiter.value === 'tab' ? '\t' : delimiter.value
  const [, , named] = PREAMBLE.exec(text) ?? []
  if (named) return named
  const bare = text.replaceAll(/"[^"]*"/g, '').replace(/^[\ufeff\r\n]+/, '')
  const line = bare.split(/[\r\n]/, 1)[0]
  const times = (mark) => line.split(mark).length
  return [',', ';', '\t', '|'].sort((one, other) => times(other) - times(one))[0]
}

/** `extensions.loyalty.tier` is also called `tier`. */
const lastOf = (name) => name.split('.').at(-1)
const plain = (name) => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

/** What an error file says of its lines stands in its first column, and becomes nothing. */
const isErrors = (column, at) => at === 0 && column === 'import_error'

/** The mark by which the form says that a field is not in the file. */
const absenceOf = ({ dataset }) =>
  form.querySelector(`[data-excluded="${CSS.escape(dataset.column)}"]`)

/** Whether a user said so, and not merely no column was called like the field. */
function isLeftOut(input) {
  if (input.value !== '') return false
  return input.tagName === 'SELECT' ? 'byHand' in input.dataset : absenceOf(input).checked
}

/** The system whose file it is, as the server finds it out; null for none that is known. */
function systemOf(columns) {
  if (!format) return null
  const said = format.value
  const systems = JSON.parse(format.dataset.systems)
  if (said !== '') return systems.some(({ system }) => system === said) ? said : null
  const named = new Set(columns.map(plain))
  const knows = ({ knownBy }) =>
    knownBy.some((names) => names.every((name) => named.has(plain(name))))
  return systems.find(knows)?.system ?? null
}

function tellSystem(system) {
  const place = form.querySelector('[data-recognised]')
  if (!place) return
  place.textContent =
    system === null
      ? 'Of no system that is known: fields get the columns that are called like them.'
      : `A file from ${system}: fields are as it has them. Choose a column to say otherwise.`
}

/** The input of a field, as a choice among the columns of another system's file. */
function chooserOver(system, input, columns) {
  const chooser = emptyChooser(input, columns, `As ${system} has it`)
  const isSaid = input.tagName === 'SELECT' ? 'byHand' in input.dataset : input.value !== ''
  chooser.value = isSaid ? (columns.find((column) => column === input.value) ?? '') : ''
  return chooser
}

function emptyChooser(input, columns, first) {
  const chooser = document.createElement('select')
  for (const { name, value } of input.attributes) {
    if (!['value', 'maxlength', 'autocomplete'].includes(name)) chooser.setAttribute(name, value)
  }
  chooser.add(new Option(first, ''))
  for (const column of columns) chooser.add(new Option(column, column))
  return chooser
}

/** The input of a field, as a choice among the columns. */
function chooserFor(input, columns) {
  const chooser = emptyChooser(input, columns, 'Not in the file')
  if (isLeftOut(input)) return chooser
  const names = [
    input.value,
    input.dataset.column,
    input.dataset.label,
    lastOf(input.dataset.column),
  ]
  const wanted = names.filter((name) => name !== '').map(plain)
  chooser.value =
    columns.find((column) => column === input.value) ??
    columns.find((column) => wanted.includes(plain(column))) ??
    ''
  return chooser
}

/** `customer_name` is the customer, known by their name. */
function chooseByKey(chooser, columns) {
  const lookup = form.querySelector(`[name="lookups[${CSS.escape(chooser.dataset.column)}]"]`)
  if (!lookup || chooser.value !== '' || isLeftOut(chooser)) return
  const base = chooser.dataset.column.replace(/_id$/, '')
  for (const { value: key } of lookup.options) {
    const wanted = [`${base}_${key}`, key === 'full_name' ? `${base}_name` : ''].map(plain)
    const column = columns.find((name) => wanted.includes(plain(name)))
    if (column === undefined) continue
    chooser.value = column
    lookup.value = key
    return
  }
}

/** Cards have no columns to choose from. */
function readCards() {
  tellSystem('vCard')
  for (const input of form.querySelectorAll('[data-column]')) {
    if (input.tagName === 'SELECT') input.value = ''
    absenceOf(input).parentElement.hidden = false
  }
}

async function read() {
  const [chosen] = file.files
  if (!chosen) return
  if (chosen.size < 2) return
  const whole = textOf(await chosen.slice(0, FIRST_BYTES).arrayBuffer())
  if (/^\ufeff?\s*BEGIN:VCARD/i.test(whole)) return readCards()
  const text = whole.replace(PREAMBLE, '').replace(/^[\r\n]+/, '')
  const [header, example = []] = firstLines(text, delimiterOf(whole))
  const columns = header.filter((column, at) => column !== '' && !isErrors(column, at))
  const system = systemOf(columns)
  tellSystem(system)
  for (const input of form.querySelectorAll('[data-column]')) {
    const absence = absenceOf(input)
    if (system !== null && absence.parentElement.hidden) absence.checked = false
    const chooser =
      system === null ? chooserFor(input, columns) : chooserOver(system, input, columns)
    if (system === null) chooseByKey(chooser, columns)
    absence.parentElement.hidden = system === null
    const sample = form.querySelector(`[data-sample="${CSS.escape(chooser.dataset.column)}"]`)
    const tell = () => {
      if (sample) sample.textContent = example[header.indexOf(chooser.value)] || '—'
      if (system === null) absence.checked = chooser.value === ''
    }
    chooser.addEventListener('change', () => {
      chooser.dataset.byHand = ''
      tell()
    })
    input.replaceWith(chooser)
    tell()
  }
}

file.addEventListener('change', read)
delimiter.addEventListener('change', read)
encoding.addEventListener('change', read)
format?.addEventListener('change', read)
