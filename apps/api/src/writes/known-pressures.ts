import { Injectable } from '@nestjs/common';
import type { PressureLevel } from '@weir/contract';
import { pressureLevel, pressureState } from '@weir/domain';
import { Clock } from '../clock.js';
import type { BoardAfter, PressureFacts } from '../database/outcome.js';
import { Pool } from '../database/pool.js';
import { growingCache } from '../growing-cache.js';

/** A board by its names, which no other board gets while this one exists. */
type Named = { workspaceSlug: string; boardKey: string };

type Known = { seq: number; facts: PressureFacts; at: number; isBehind?: true };

/** Boards beyond these are read again. */
const most = 10_000;
/** How old a pressure may be, in milliseconds, before it is read again: other instances may have written. */
const believed = 1_000;
/** The same while this instance writes to the board too often for each write to bring its pressure: see weir.finish_write. */
const believedBehind = 100;

const statement = `
  SELECT k.seq, weir.pressure_facts(b.workspace_id, b.id) AS facts
    FROM workspaces w
    JOIN boards b      ON b.workspace_id = w.id
    JOIN board_clock k ON k.workspace_id = b.workspace_id AND k.board_id = b.id
   WHERE w.slug = $1 AND b.key = $2`;

/**
 * The pressures of the boards in use. A write of this instance brings the pressure of its board with it, and so does a read of the
 * whole board, so the header costs no query. While writes come faster than every 100 ms, it is read that often. What other
 * instances and plain SQL write is at most a second late, and never later than a document that goes out with it.
 */
@Injectable()
export class KnownPressures {
  private readonly known = growingCache<Known>(most);
  private readonly reading = new Map<string, Promise<Known | null>>();

  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
  ) {}

  /** Remembers the facts of a board as it was at a seq. */
  note(board: Named, seq: number, facts: PressureFacts): void {
    const name = nameOf(board);
    const known = this.known.get(name);
    // A read can be answered after a write that began later.
    if (known && known.seq > seq && this.isFresh(known)) return;
    this.known.set(name, { seq, facts, at: this.clock.now().getTime() });
  }

  /** The board after a write. */
  wrote(board: Named, { seq, pressure }: BoardAfter): void {
    const known = this.known.get(nameOf(board));
    if (pressure) this.note(board, seq, pressure);
    else if (known && known.seq < seq) known.isBehind = true;
  }

  /** A document of the board at this seq goes out: the pressure of an earlier one must not go with it. */
  isAt(board: Named, seq: number): void {
    const name = nameOf(board);
    const known = this.known.get(name);
    if (!known || known.seq >= seq) return;
    this.known.delete(name);
    // It may have begun before.
    this.reading.delete(name);
  }

  /** Null for a board that is not there. One query for all who wait, and none where the pressure is known. */
  async of(board: Named): Promise<PressureLevel | null> {
    const name = nameOf(board);
    const known = this.known.get(name);
    const current = known && this.isFresh(known) ? known : await this.read(name, board);
    return current && toPressure(current.facts);
  }

  private isFresh({ at, isBehind }: Known): boolean {
    return this.clock.now().getTime() - at < (isBehind ? believedBehind : believed);
  }

  private read(name: string, board: Named): Promise<Known | null> {
    const begun = this.reading.get(name);
    if (begun) return begun;
    const reading = this.readAgain(name, board).finally(() => {
      if (this.reading.get(name) === reading) this.reading.delete(name);
    });
    this.reading.set(name, reading);
    return reading;
  }

  private async readAgain(name: string, board: Named): Promise<Known | null> {
    const { rows } = await this.pool.query<{ seq: string; facts: PressureFacts }>({
      name: 'pressure-facts',
      text: statement,
      values: [board.workspaceSlug, board.boardKey],
    });
    if (!rows[0]) return null;
    this.note(board, Number(rows[0].seq), rows[0].facts);
    return this.known.get(name) ?? null;
  }
}

function toPressure(facts: PressureFacts): PressureLevel {
  const level = pressureLevel({ ...facts, intake: facts });
  return { level, state: pressureState(level) };
}

function nameOf({ workspaceSlug, boardKey }: Named): string {
  return `${workspaceSlug}/${boardKey}`;
}
