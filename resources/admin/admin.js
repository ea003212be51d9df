/*
 * What the pages do better with a script. Without it, every one of them works.
 */

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
