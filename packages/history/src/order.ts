import type { RecordedBoard } from './recorded-board.js';
import type { Fault } from './verdict.js';

/** Checks that the seqs of a board are 1, 2, 3 … up to its clock, and that no event is earlier than the one before it. */
export function orderFaults({ key, events, clock }: RecordedBoard): Fault[] {
  const faults: Fault[] = [];
  if (events.length !== clock)
    faults.push({ text: `${key} has ${events.length} events, and its clock says ${clock}`, board: key });
  for (const [n, { seq, at }] of events.entries()) {
    const before = events[n - 1];
    if (seq !== (before?.seq ?? 0) + 1)
      faults.push({ text: `${key}: event ${seq} follows ${before?.seq ?? 'nothing'}`, board: key, seq });
    if (before && at < before.at)
      faults.push({ text: `${key}: event ${seq} is earlier than the one before`, board: key, seq });
  }
  return faults;
}
