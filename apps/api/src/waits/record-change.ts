import type { Write } from '../writes/board-writer.js';
import type { WaitChange } from './waits.repository.js';

/** Records the change of a wait: of the card that waits, or of the request if it has no card. */
export function recordChange(write: Write, change: WaitChange): void {
  const { wait, from, to } = change;
  if (change.card === undefined) {
    write.record('request.waitsChanged', [{ request: change.request, wait, from, to }]);
  } else write.record('card.waitsChanged', [{ card: change.card, wait, from, to }]);
}
