/*
 * Imports that are not finished: asks every two seconds how far they are, while
 * a user looks. Without this the page says how far they were.
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

async function watch() {
  while (live()) {
    await new Promise((resolve) => setTimeout(resolve, 2000))
    if (!document.hidden) await refresh().catch(() => null)
  }
}

watch()
