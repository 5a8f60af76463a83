/** The seq of the last event of each board, by `demo/PLAT`. */
export type Cursors = Map<string, number>;

const entry = /^([a-z0-9-]{2,40}\/[A-Z][A-Z0-9]{1,9})(?::(\d{1,15}))?$/;

/** `demo/PLAT:42,demo/OPS:17`: the id of a message of several boards. */
export function idOf(cursors: Cursors): string {
  return [...cursors].map(([board, seq]) => `${board}:${seq}`).join(',');
}

/** Reads an id. Parts that cannot be read are ignored. */
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
