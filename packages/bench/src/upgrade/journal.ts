import type { LoadedBoard } from './loaded-board.js';

/** A call. `by`: the name of the instance. `failure`: null if it succeeded. */
export type Called = { step: string; kind: string; by: string; milliseconds: number; failure: string | null };
/** A new thing with a unique text. `number`: of a card or request, 0 for a comment; null: the call had no answer, so the thing may exist. */
export type Made = {
  board: LoadedBoard;
  what: 'card' | 'comment' | 'request';
  text: string;
  number: number | null;
};

/** The calls of the clients, and their acknowledged results. */
export class Journal {
  readonly calls: Called[] = [];
  readonly made: Made[] = [];
  /**
   * The possible values of each thing: the last acknowledged one, and later ones whose calls had no answer. Null: its value before the
   * load.
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
