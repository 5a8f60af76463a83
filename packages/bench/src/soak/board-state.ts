import type { BenchBoard } from '../stack/world.js';
import type { Kind } from './mix.js';
import type { Person } from './soak-world.js';

/** The answer of a call: its data or its refusal. Null: no call was made. */
type Outcome = { error?: unknown; data?: unknown; response?: Response } | null;
export type Calls = Partial<Record<Kind, (person: Person, state: BoardState) => Promise<Outcome>>>;

/** The cards and requests of a board, as the clients know them. */
export class BoardState {
  readonly archived: number[] = [];
  readonly blocked = new Set<number>();
  readonly waiting: number[] = [];
  seq = 0;
  private serial = 0;

  constructor(
    readonly board: BenchBoard,
    readonly of: { workspace: string; board: string },
    readonly cards: number[],
  ) {}

  path(number: number) {
    return { ...this.of, number };
  }

  /** A text that is unique on the board. */
  text(words: string): string {
    this.serial += 1;
    return `${words} ${this.serial}`;
  }
}
