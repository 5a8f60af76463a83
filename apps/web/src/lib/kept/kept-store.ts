import { createStore, type UseStore } from 'idb-keyval';

let opened: UseStore | undefined;

/** What this browser keeps of the signed-in person: `clear` at sign-out removes all of it. */
export const keptStore = () => {
  opened ??= createStore('weir', 'boards');
  return opened;
};

/** The key of a board, `demo/PLAT`, or of a workspace, `demo`. */
export function keyOf(person: string, name: string): string {
  return `${person} ${name}`;
}

/** IndexedDB may be forbidden, full or broken. Then pages are read as on first sight. */
export async function quietly<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch {
    return undefined;
  }
}
