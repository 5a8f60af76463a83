/** A successful write to a board: its path, what it answered, and the board's seq after it. */
export type Written = { path: string; value: unknown; seq: number };

const listeners = new Set<(written: Written) => void>();

export function notifyWritten(written: Written): void {
  for (const listener of listeners) listener(written);
}

/** Returns a function that removes the listener. */
export function onWritten(listener: (written: Written) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
