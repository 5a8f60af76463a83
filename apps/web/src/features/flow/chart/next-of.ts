type Key = { key: string; altKey: boolean; ctrlKey: boolean; metaKey: boolean };

/** Where a key leads; null if the chart does not take it. */
export function nextOf({ key, altKey, ctrlKey, metaKey }: Key, at: number, count: number): number | null {
  if (altKey || ctrlKey || metaKey) return null;
  const steps: Record<string, number> = {
    ArrowRight: 1,
    ArrowDown: 1,
    ArrowLeft: -1,
    ArrowUp: -1,
    PageDown: 10,
    PageUp: -10,
    Home: -count,
    End: count,
  };
  const step = steps[key];
  return step === undefined ? null : Math.max(0, Math.min(count - 1, at + step));
}
