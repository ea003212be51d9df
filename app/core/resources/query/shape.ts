/** The part of a shape that exists for a caller: the shape itself when all of it does. */
export function visibleFieldsOf(
  shape: readonly string[],
  visible: ReadonlySet<string>
): readonly string[] {
  return shape.every((name) => visible.has(name))
    ? shape
    : shape.filter((name) => visible.has(name))
}
