/*
 * Imports that are not finished: shows how far they are whenever the server says that something
 * happened, at most every two seconds, and every ten if it says nothing, while a user looks. Without
 * this the page says how far they were.
 */

const live = () => document.querySelector('[data-live=true]')

async function refresh() {
  const response = await fetch(location.href)
  if (!response.ok) return
  const page = new DOMParser().parseFromString(await response.text(), 'text/html')
  const fresh = page.querySelector('[data-live]')
  const shown = live()
  if (!fresh || !shown) return
  if (fresh.dataset.live !== 'true') location.reload()
  else if (!shown.contains(document.activeElement)) shown.replaceWith(fresh)
}

/* Resolves when something has happened, or the time is over. */
const happened = (milliseconds) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    const hear = () => {
      clearTimeout(timer)
      resolve()
    }
    document.addEventListener('happened', hear, { once: true })
  })

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/* The page of all imports is no organization's, and hears of nothing. */
const isHeard = location.pathname.startsWith('/admin/organizations/')

async function watch() {
  while (live()) {
    const next = isHeard ? happened(10_000) : pause(2000)
    await Promise.all([next, pause(2000)])
    if (!document.hidden) await refresh().catch(() => null)
  }
}

watch()
