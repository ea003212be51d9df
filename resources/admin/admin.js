/*
 * What the pages do better with a script. Without it, every one of them works.
 */

/* The id of a message is good once: neither a reload nor a bookmark needs it. */
if (location.search.includes('_flash=')) {
  const query = location.search.slice(1).split('&')
  const kept = query.filter((part) => !part.startsWith('_flash=')).join('&')
  history.replaceState(
    history.state,
    '',
    `${location.pathname}${kept && `?${kept}`}${location.hash}`
  )
}

/* The page that is shown is in sight in the menu, however long that is. */
function reveal(menu) {
  const here = menu?.querySelector('[aria-current]')
  if (!here) return
  const [outer, inner] = [menu.getBoundingClientRect(), here.getBoundingClientRect()]
  if (inner.top >= outer.top && inner.bottom <= outer.bottom) return
  menu.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2
}
reveal(document.querySelector('.side-nav'))
document.querySelector('.drawer')?.addEventListener('toggle', () => {
  reveal(document.querySelector('.drawer-panel'))
})

/* "/" goes to the search of the page. */
document.addEventListener('keydown', (event) => {
  const isTyping = event.target.closest('input, textarea, select')
  if (event.key !== '/' || isTyping || event.metaKey || event.ctrlKey || event.altKey) return
  const search = document.querySelector('[data-search]')
  if (!search) return
  event.preventDefault()
  search.focus()
  search.select()
})

/* What is open over the page closes by a click beside it, and by Escape. */
document.addEventListener('click', (event) => {
  for (const open of document.querySelectorAll('.popover[open], .drawer[open]')) {
    if (!open.contains(event.target)) open.open = false
  }
})
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return
  for (const open of document.querySelectorAll('.popover[open], .drawer[open]')) {
    open.open = false
    open.querySelector('summary').focus()
  }
})

/* Choosing rows: all of a page at once, and how many they are. */
for (const selection of document.querySelectorAll('.selection')) {
  const all = selection.querySelector('[data-pick-all]')
  const rows = [...selection.querySelectorAll('td.pick input')]
  const told = selection.querySelector('[data-picked]')
  if (!all) continue
  all.hidden = false
  const tell = () => {
    const count = rows.filter((row) => row.checked).length
    all.checked = count > 0 && count === rows.length
    all.indeterminate = count > 0 && count < rows.length
    told.textContent = `${count} chosen`
  }
  all.addEventListener('change', () => {
    for (const row of rows) row.checked = all.checked
    tell()
  })
  for (const row of rows) row.addEventListener('change', tell)
  tell()
}

/*
 * A select of related records becomes an input that searches all of them: a
 * combobox as in the ARIA Authoring Practices. The select keeps the value.
 */
for (const select of document.querySelectorAll('select[data-picker]')) makePicker(select)

function makePicker(select) {
  const picker = document.createElement('div')
  const input = document.createElement('input')
  const list = document.createElement('div')
  picker.className = 'picker'
  list.className = 'picker-list'
  list.id = `${select.id}-list`
  list.hidden = true
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', select.labels[0].textContent.trim())
  input.type = 'text'
  input.dir = 'auto'
  input.id = `${select.id}-search`
  input.autocomplete = 'off'
  input.placeholder = 'Search'
  input.setAttribute('role', 'combobox')
  input.setAttribute('aria-autocomplete', 'list')
  input.setAttribute('aria-expanded', 'false')
  input.setAttribute('aria-controls', list.id)
  for (const name of ['aria-invalid', 'aria-describedby']) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name))
  }
  select.labels[0].htmlFor = input.id
  select.hidden = true
  select.before(picker)
  picker.append(input, list)

  const none = { id: '', label: select.dataset.none ?? 'None' }
  let here = -1
  let timer

  const nameOfChosen = () =>
    select.value === '' ? '' : select.selectedOptions[0].textContent.trim()
  const close = () => {
    list.hidden = true
    input.setAttribute('aria-expanded', 'false')
    input.removeAttribute('aria-activedescendant')
    input.value = nameOfChosen()
  }
  const choose = ({ id, label }) => {
    if (![...select.options].some((option) => option.value === id)) {
      select.add(new Option(label, id))
    }
    select.value = id
    close()
  }
  const point = (index) => {
    here = index
    for (const [position, option] of [...list.children].entries()) {
      option.setAttribute('aria-selected', String(position === here))
      if (position !== here) continue
      input.setAttribute('aria-activedescendant', option.id)
      option.scrollIntoView({ block: 'nearest' })
    }
  }
  const show = (found) => {
    const options = [none, ...found].map((candidate, index) => {
      const option = document.createElement('div')
      option.id = `${list.id}-${index}`
      option.className = 'picker-option'
      option.dir = 'auto'
      option.setAttribute('role', 'option')
      option.textContent = candidate.label
      option.addEventListener('mousedown', (event) => {
        event.preventDefault()
        choose(candidate)
      })
      option.candidate = candidate
      return option
    })
    list.replaceChildren(...options)
    list.hidden = false
    input.setAttribute('aria-expanded', 'true')
    point(found.length > 0 ? 1 : 0)
  }
  const search = async () => {
    const wanted = input.value
    const query = new URLSearchParams({ search: wanted === nameOfChosen() ? '' : wanted })
    const response = await fetch(`${select.dataset.picker}?${query}`)
    if (response.ok && document.activeElement === input && input.value === wanted) {
      show(await response.json())
    }
  }

  input.value = nameOfChosen()
  input.addEventListener('focus', () => {
    input.select()
    void search()
  })
  input.addEventListener('blur', close)
  input.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(search, 150)
  })
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !list.hidden) {
      event.stopPropagation()
      close()
    }
    if (event.key === 'Enter' && !list.hidden) {
      event.preventDefault()
      const option = list.children[here]
      if (option) choose(option.candidate)
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (list.hidden) void search()
      else {
        const step = event.key === 'ArrowDown' ? 1 : -1
        point((here + step + list.children.length) % list.children.length)
      }
    }
  })
}
