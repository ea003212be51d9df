interface Point {
  readonly label: string
  readonly value: number
}

interface Bar extends Point {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface BarChart {
  readonly width: number
  readonly height: number
  readonly bars: readonly Bar[]
  readonly max: number
  readonly total: number
  readonly first: string
  readonly last: string
}

const WIDTH = 640
const HEIGHT = 120
const GAP = 4
/** A bar of nothing is still seen as one. */
const MIN = 2

/** The geometry of a bar chart, which a template draws as SVG. */
export function bars(points: readonly Point[]): BarChart {
  const max = Math.max(1, ...points.map(({ value }) => value))
  const step = WIDTH / Math.max(1, points.length)
  return {
    width: WIDTH,
    height: HEIGHT,
    max,
    total: points.reduce((sum, { value }) => sum + value, 0),
    first: points[0]?.label ?? '',
    last: points.at(-1)?.label ?? '',
    bars: points.map((point, index) => {
      const height = Math.max(MIN, Math.round((point.value / max) * HEIGHT))
      return {
        ...point,
        x: Math.round(index * step * 10) / 10,
        y: HEIGHT - height,
        width: Math.round((step - GAP) * 10) / 10,
        height,
      }
    }),
  }
}
