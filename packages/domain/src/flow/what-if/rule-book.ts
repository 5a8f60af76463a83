import { type ClassOfService, classesOfService } from '../../vocabulary/vocabulary.js';
import { countsIn } from './history/episodes.js';
import type { BoardRules } from './history/history.js';

/** The limits of a board with their loads, quick to ask. */
export class RuleBook {
  private readonly loads: Uint16Array;
  private readonly max: readonly number[];
  /** By class and column: the positions of the limits in which a card counts. */
  private readonly counted: readonly (readonly (readonly number[])[])[];

  constructor(
    readonly rules: BoardRules,
    columns: number,
  ) {
    const { limits } = rules;
    this.loads = new Uint16Array(limits.length);
    this.max = limits.map(({ max }) => max);
    this.counted = classesOfService.map((classOfService) =>
      Array.from({ length: columns }, (_, column) =>
        limits.flatMap((limit, at) => (countsIn(limit, column, classOfService) ? [at] : [])),
      ),
    );
  }

  /** Whether a card can go from a column, or the queue (−1), to another. */
  hasRoom(rank: number, from: number, to: number): boolean {
    const { counted, loads, max } = this;
    const own = counted[rank]!;
    const before = from < 0 ? null : own[from]!;
    for (const at of own[to]!) if (loads[at]! >= max[at]! && !before?.includes(at)) return false;
    return true;
  }

  enter(rank: number, column: number): void {
    for (const at of this.counted[rank]![column]!) this.loads[at]! += 1;
  }

  leave(rank: number, column: number): void {
    for (const at of this.counted[rank]![column]!) this.loads[at]! -= 1;
  }
}

/** The place of a class in the order in which cards are pulled, from 0. */
export function rankOf(classOfService: ClassOfService): number {
  return classesOfService.indexOf(classOfService);
}
