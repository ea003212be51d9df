import edge from 'edge.js'

/** One path each, on a field of 24, drawn with a line. */
const drawings: Readonly<Record<string, string>> = {
  home: 'M4 11.5 12 5l8 6.5M6 10v9h12v-9M10 19v-5h4v5',
  building: 'M5 20V5h9v15M14 10h5v10M3 20h18M8 8h3M8 12h3M8 16h3',
  users:
    'M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm-6 8c0-3 2.5-5 6-5s6 2 6 5M16 5.5a3 3 0 0 1 0 5.5M18 14.5c2 .6 3 2.2 3 4.5',
  shield: 'M12 3.5 5 6v5.5c0 4.2 2.8 7.4 7 9 4.2-1.6 7-4.8 7-9V6l-7-2.500ZM9 12l2 2 4-4',
  pulse: 'M3 12h4l2.5-6 5 12 2.5-6h4',
  bell: 'M6 16.5V11a6 6 0 0 1 12 0v5.500L19.500 18h-15L6 16.500ZM10 20.500h4',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14Zm9 2-4-4',
  filter: 'M4 6h16M7 12h10M10 18h4',
  plus: 'M12 5v14M5 12h14',
  download: 'M12 4v11m0 0 4-4m-4 4-4-4M5 20h14',
  trash: 'M5 7h14M10 7V4.500h4V7M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5',
  restore: 'M5 12a7 7 0 1 0 2.5-5.400M5 4v4h4',
  edit: 'M5 19h3.500L19 8.5 15.5 5 5 15.500V19Z',
  chevron: 'm9 6 6 6-6 6',
  up: 'm7 14 5-5 5 5',
  down: 'm7 10 5 5 5-5',
  check: 'm5 12.5 4.5 4.500L19 7.5',
  close: 'M6 6l12 12M18 6 6 18',
  menu: 'M4 7h16M4 12h16M4 17h16',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.400M18.4 5.6 17 7M7 17l-1.4 1.4',
  moon: 'M20 14.500A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.500Z',
  screen: 'M4 5h16v11H4zM9 20h6M12 16v4',
  logout: 'M14 5H6v14h8M11 12h9m0 0-3.5-3.500M20 12l-3.5 3.5',
  external: 'M14 5h5v5M19 5l-8 8M17 14v5H5V7h5',
  warning: 'M12 4 3 19.500h18L12 4Zm0 6v4.500M12 17h.01',
  info: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16Zm0-8.500V16M12 8.500h.01',
  record: 'M6 4h9l3 3v13H6zM9 10h6M9 14h6',
  board: 'M4 5h4v14H4zM10 5h4v9h-4zM16 5h4v11h-4z',
  plug: 'M9 3v5M15 3v5M6 8h12v3a6 6 0 0 1-12 0V8ZM12 17v4',
  mask: 'M4 6c3 1.500 5 1.500 8 .5 3 1 5 1 8-.5 0 7-2.500 12-5.500 12-1.200 0-1.700-1-2.500-1s-1.300 1-2.500 1C6.500 18 4 13 4 6Zm3.500 4.500c1-.8 2-.8 3 0m3 0c1-.8 2-.8 3 0',
  target: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16Zm0-4a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm0-4h.01',
  coins:
    'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16Zm2.500-10.500c-.5-1-1.500-1.500-2.500-1.500-1.500 0-2.500.8-2.500 2s1 1.700 2.500 2 2.500.8 2.500 2-1 2-2.500 2c-1 0-2-.5-2.500-1.500M12 6.500V8m0 8v1.500',
  badge:
    'M5 4h14v16H5zM12 12a2.200 2.200 0 1 0 0-4.400 2.200 2.200 0 0 0 0 4.400Zm-4 5c.4-2 2-3 4-3s3.600 1 4 3',
  truck:
    'M3 6h11v10H3zM14 10h4l3 3v3h-7M7 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4Zm10 0a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  upload: 'M12 19V8m0 0-4 4m4-4 4 4M5 4h14',
  columns: 'M4 5h16v14H4zM10 5v14M15 5v14',
  key: 'M8 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm4-4h9m-3 0v3',
  move: 'M4 8h14m0 0-3.500-3.500M18 8l-3.5 3.500M20 16H6m0 0 3.5-3.500M6 16l3.5 3.5',
  clock: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16Zm0-12.500V12l3 2',
}

/** A drawing as SVG, which says nothing to those who listen to the page. */
export function icon(name: string) {
  const path = drawings[name] ?? ''
  return edge.globals.html.safe(
    `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"/></svg>`
  )
}
