import type { LoadedBoard } from './loaded-board.js';

/** A call: in which step, by which instance, and how it failed; null if it did not. */
export type Called = { step: string; kind: string; by: string; milliseconds: number; failure: string | null };
/** Something new, by its text, which no other has. `number`: of a card or request; null: without an answer, so it may be there. */
export type Made = {
  board: LoadedBoard;
  what: 'card' | 'comment' | 'request';
  text: string;
  number: number | null;
};

/** What the clients sent, and what was acknowledged. */
export class Journal {
  readonly calls: Called[] = [];
  readonly made: Made[] = [];
  /**
   * The values that each thing may have now: the last one that was acknowledged, and those without an answer since. Null: the one that it
   * had before the load.
   */
  readonly values = new Map<LoadedBoard, Map<string, (string | null)[]>>();

  call(called: Called): void {
    this.calls.push(called);
  }

  make(board: LoadedBoard, what: Made['what'], text: string, number: number | null): void {
    this.made.push({ board, what, text, number });
  }

  /** `answered`: false for a refusal, null for a call without an answer. */
  value(board: LoadedBoard, thing: string, value: string, answered: boolean | null): void {
    if (answered === false) return;
    const things = this.values.get(board) ?? new Map<string, (string | null)[]>();
    this.values.set(board, things);
    things.set(thing, answered ? [value] : [...(things.get(thing) ?? [null]), value]);
  }
}
