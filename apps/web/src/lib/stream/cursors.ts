/** How far each board has been read: `demo/PLAT` → the seq of its last event. */
export type Cursors = Map<string, number>;

const entry = /^([a-z0-9-]{2,40}\/[A-Z][A-Z0-9]{1,9})(?::(\d{1,15}))?$/;

/** `demo/PLAT:42,demo/OPS:17`: the id of a message of several boards. */
export function idOf(cursors: Cursors): string {
  return [...cursors].map(([board, seq]) => `${board}:${seq}`).join(',');
}

/** What of an id can be read; the rest is as if it had not been sent. */
export function cursorsOf(id: string | null): Cursors {
  const cursors: Cursors = new Map();
  for (const part of (id ?? '').split(',')) {
    const [, board, seq] = entry.exec(part) ?? [];
    if (board && seq) cursors.set(board, Number(seq));
  }
  return cursors;
}

export function isBoard(name: string): boolean {
  return entry.test(name) && !name.includes(':');
}
