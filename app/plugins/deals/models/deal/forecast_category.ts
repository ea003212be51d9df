/** How sure it is that an open deal is won: most first. */
export const FORECAST_CATEGORIES = ['commit', 'best_case', 'pipeline'] as const

/** The category of an open deal, `r`, by its probability in per cent, as SQL. */
export const CATEGORY = `(CASE WHEN r.probability >= 75 THEN 'commit'
  WHEN r.probability >= 50 THEN 'best_case' ELSE 'pipeline' END)`

/** In the order of the categories, as SQL. */
export const CATEGORY_ORDER = `array_position(ARRAY[${FORECAST_CATEGORIES.map((name) => `'${name}'`).join(', ')}], category)`
