/*
 * Moving deals on the board with the pointer and the arrow keys. Each card has
 * a form that does the same: this fills it in and sends it.
 */

for (const help of document.querySelectorAll('.board-help')) help.hidden = false

/* A refused move is shown again with what was typed. */
const reopen = () => document.querySelector('form[data-refused]')?.showPopover()
reopen()

const formOf = (deal) => deal.querySelector('form')
const laneOf = (element) => element?.closest?.('.lane[data-target]')

/* Shows a page of the board where this one was. */
function show(text) {
  const main = document.querySelector('main')
  const { scrollLeft } = main.querySelector('.board')
  const focused = document.activeElement?.closest?.('[data-deal]')?.dataset.deal
  const page = new DOMParser().parseFromString(text, 'text/html')
  const shown = page.querySelector('main:has(.board)')
  if (!shown) {
    location.reload()
    return
  }
  main.replaceChildren(...shown.childNodes)
  main.querySelector('.board').scrollLeft = scrollLeft
  main.querySelector('.board-help').hidden = false
  if (focused) document.querySelector(`#deal-${focused}`)?.focus()
}

/* Sends a form, and shows the page that it leads to where this one was. */
async function send(form) {
  const main = document.querySelector('main')
  const focused = form.closest('[data-deal]').dataset.deal
  main.setAttribute('aria-busy', 'true')
  const response = await fetch(form.action, {
    method: 'POST',
    body: new URLSearchParams(new FormData(form)),
  })
  show(await response.text())
  main.removeAttribute('aria-busy')
  document.querySelector(`#deal-${focused}`)?.focus()
  reopen()
}

/* What others did meanwhile is shown once nothing is in hand here, at most every second. */
let isBehind = false
const isInHand = () =>
  dragged !== null ||
  document.querySelector('main[aria-busy], main :popover-open, main form :focus') !== null

async function catchUp() {
  if (isBehind) return
  isBehind = true
  do await new Promise((resolve) => setTimeout(resolve, 1000))
  while (isInHand())
  isBehind = false
  const response = await fetch(location.href).catch(() => null)
  const text = await response?.text()
  if (response?.ok && !isInHand()) show(text)
}

document.addEventListener('happened', () => void catchUp())

/* What closes a deal is confirmed, unless somebody dropped it there; what loses it has a reason. */
function move(deal, lane, isMeant) {
  const form = formOf(deal)
  const { stage, type } = lane.dataset
  form.elements.stage_id.value = stage
  if (type === 'lost' || (type === 'won' && !isMeant)) {
    form.showPopover()
    form.querySelector(type === 'lost' ? '[name=lost_reason]' : '.button-primary').focus()
  } else {
    void send(form)
  }
}

document.addEventListener('submit', (event) => {
  if (!event.target.closest('[data-deal]')) return
  event.preventDefault()
  event.target.hidePopover()
  void send(event.target)
})

let dragged = null
let target = null

document.addEventListener('dragstart', (event) => {
  dragged = event.target.closest?.('[data-deal][draggable]')
  if (!dragged) return
  event.dataTransfer.effectAllowed = 'move'
  event.dataTransfer.setData('text/plain', dragged.querySelector('.deal-title').textContent)
  dragged.classList.add('deal-dragged')
})

document.addEventListener('dragover', (event) => {
  const lane = laneOf(event.target)
  point(dragged && lane)
  if (dragged && lane) event.preventDefault()
})

document.addEventListener('drop', (event) => {
  const lane = laneOf(event.target)
  if (!dragged || !lane) return
  event.preventDefault()
  target = lane
})

/* Not before: what opens while something is dragged is closed again by letting it go. */
document.addEventListener('dragend', () => {
  const [deal, lane] = [dragged, target]
  point(null)
  deal?.classList.remove('deal-dragged')
  dragged = target = null
  if (deal && lane && lane !== laneOf(deal)) setTimeout(() => move(deal, lane, true))
})

function point(lane) {
  for (const other of document.querySelectorAll('.lane-over')) {
    if (other !== lane) other.classList.remove('lane-over')
  }
  lane?.classList.add('lane-over')
}

/* Left and right move the deal whose title is focused; up and down go to its neighbours. */
document.addEventListener('keydown', (event) => {
  const deal = event.target.matches?.('.deal-title') && event.target.closest('[data-deal]')
  if (!deal || event.metaKey || event.ctrlKey || event.altKey || event.shiftKey) return
  const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key]
  if (!step) return
  event.preventDefault()
  if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
    const neighbour = step > 0 ? deal.nextElementSibling : deal.previousElementSibling
    neighbour?.querySelector('.deal-title')?.focus()
    return
  }
  const lanes = [...document.querySelectorAll('.lane[data-target]')]
  const lane = lanes[lanes.indexOf(laneOf(deal)) + step]
  if (lane && formOf(deal)) move(deal, lane, false)
})
