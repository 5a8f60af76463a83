import type { WrittenText } from '@weir/history';
import type { LoadedBoard } from './loaded-board.js';

/** A call. `by`: the name of the instance. `failure`: null if it succeeded. */
export type Called = { step: string; kind: string; by: string; milliseconds: number; failure: string | null };

/** The calls of the clients, and their acknowledged results. */
export class Journal {
  readonly calls: Called[] = [];
  /** Each card, comment and request, as `card 12 A title`. */
  readonly made: WrittenText[] = [];
  /**
   * The possible values of each thing: the last acknowledged one, and later ones whose calls had no answer. Null: its value before the
   * load.
   */
  readonly values = new Map<LoadedBoard, Map<string, (string | null)[]>>();

  call(called: Called): void {
    this.calls.push(called);
  }

  /** `text`: of nothing else. `acknowledged`: false if the call had no answer, so that the thing may exist. */
  make(
    { path }: LoadedBoard,
    what: 'card' | 'comment' | 'request',
    text: string,
    acknowledged: boolean,
  ): void {
    this.made.push({ board: path, text: `${what} ${text}`, acknowledged });
  }

  /** `answered`: false for a refusal, null for a call without an answer. */
  value(board: LoadedBoard, thing: string, value: string, answered: boolean | null): void {
    if (answered === false) return;
    const things = this.values.get(board) ?? new Map<string, (string | null)[]>();
    this.values.set(board, things);
    things.set(thing, answered ? [value] : [...(things.get(thing) ?? [null]), value]);
  }
}
