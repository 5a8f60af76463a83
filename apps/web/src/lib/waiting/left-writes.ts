import type { AnyProblem } from '@/lib/api/result';
import { active, type KeptWrite, leftEvent, leftWrites, lockOf, page, storeWrite } from './kept-writes';

/** Takes over those left writes whose page is gone, while `send` runs. Without locks the idempotency keys alone prevent doubles. */
export async function takeOver(from: string, send: (writes: KeptWrite[]) => Promise<void>): Promise<void> {
  const take = () => {
    const writes = leftWrites().filter((each) => each.page === from);
    for (const { id } of writes) active.add(id);
    return send(writes);
  };
  if (from === page || !('locks' in navigator)) return take();
  await navigator.locks.request(lockOf(from), take);
}

/** Keeps why a write can't be made. */
export function refuseKept(kept: KeptWrite, refused: NonNullable<KeptWrite['refused']>): void {
  storeWrite({ ...kept, refused });
  active.delete(kept.id);
}

/** Shows on the page that a write was refused, when the form that sent it is closed. */
export function sayRefused(kept: KeptWrite, refused: AnyProblem): void {
  if (refused.code === 'not-signed-in') return;
  refuseKept(kept, refused);
  window.dispatchEvent(new Event(leftEvent));
}
