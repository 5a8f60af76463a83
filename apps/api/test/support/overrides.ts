/** An override with its reason and the figures of the limits as they were read. */
export function overrideOf(reason: string, ...limits: { id: string; max: number; load: number }[]) {
  return { reason, limits: limits.map(({ id, max, load }) => ({ id, max, load })) };
}
