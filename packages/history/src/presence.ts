import type { Fault } from './verdict.js';

/** A unique text of something new that a client wrote. `acknowledged`: false if the answer was lost. */
export type WrittenText = { board: string; text: string; acknowledged: boolean };

/** Finds acknowledged texts that are missing, and texts that exist twice. `found`: how often a board has each text. */
export function presenceFaults(
  written: readonly WrittenText[],
  found: (board: string) => ReadonlyMap<string, number>,
): { lost: Fault[]; twice: Fault[] } {
  const lost: Fault[] = [];
  const twice: Fault[] = [];
  for (const { board, text, acknowledged } of written) {
    const times = found(board).get(text) ?? 0;
    if (acknowledged && times === 0) lost.push({ text: `${board}: ${text} is not there`, board });
    if (times > 1) twice.push({ text: `${board}: ${text} is there ${times} times`, board });
  }
  return { lost, twice };
}

/** How often each text is in a list. */
export function timesOf(texts: readonly string[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const text of texts) times.set(text, (times.get(text) ?? 0) + 1);
  return times;
}
