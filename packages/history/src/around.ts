import type { RecordedBoard } from './recorded-board.js';
import type { Fault, Verdict } from './verdict.js';

/** The number of events shown before and after a fault. */
const near = 4;

/**
 * Shows the first broken rule with the history around its first fault: the events of the board, with the acknowledged writes that made
 * them. Null if no rule is broken.
 */
export function firstBroken(
  verdicts: readonly Verdict[],
  boards: readonly RecordedBoard[],
  writes: readonly { name: string; board: string; seq: number | null }[] = [],
): string | null {
  const broken = verdicts.find(({ ok }) => !ok);
  if (!broken) return null;
  const [first] = broken.faults as [Fault];
  const others = broken.faults.slice(1, 6).map(({ text }) => `  also: ${text}`);
  return [`Broken: ${broken.rule}`, `  ${first.text}`, ...others, ...around(first)].join('\n');

  function around({ board, seq }: Fault): string[] {
    const history = boards.find(({ key }) => key === board);
    if (!history || seq === undefined) return [];
    const events = history.events.filter((event) => Math.abs(event.seq - seq) <= near);
    return [
      `Around event ${seq} of ${board}:`,
      ...events.map((event) => {
        const causes = writes.filter((each) => each.board === board && each.seq === event.seq);
        const by = causes.map(({ name }) => name).join('; ') || `actor ${event.actor}`;
        const changes = JSON.stringify(event.changes).slice(0, 400);
        return `  ${event.seq === seq ? '>' : ' '} ${event.seq} ${event.at.toISOString()} ${event.type} (${by}) ${changes}`;
      }),
    ];
  }
}
