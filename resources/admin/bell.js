/*
 * The bell: counts what its user is notified of while they look at a page. Without this it says what
 * they had not read when the page was made.
 */
{
  const [organization] = /^\/admin\/organizations\/[^/]+/.exec(location.pathname) ?? []
  const bells = document.querySelectorAll('[data-unread]')
  let source = null

  const ring = () => {
    for (const bell of bells) {
      const unread = Number(bell.dataset.unread) + 1
      bell.dataset.unread = unread
      bell.setAttribute('aria-label', `Notifications, ${unread} unread`)
      const count = bell.querySelector('.bell-count')
      count.textContent = unread
      count.hidden = false
    }
  }

  const follow = () => {
    source?.close()
    if (document.hidden) return
    source = new EventSource(`${organization}/events?types=notifications.create`)
    source.addEventListener('message', ring)
    source.addEventListener('end', () => source.close())
  }

  if (organization && bells.length > 0) {
    follow()
    document.addEventListener('visibilitychange', follow)
    addEventListener('pagehide', () => source?.close())
  }
}
