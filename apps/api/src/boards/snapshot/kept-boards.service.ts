import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { BoardIds } from '../../database/board-ids.js';
import { today } from './board-day.js';
import { ChangesRepository } from './changes.repository.js';
import { KeptBoard } from './kept-board.js';
import { type BoardHead, SnapshotsRepository } from './snapshots.repository.js';

/** The cards of all boards in memory, each about one kilobyte of JSON. In memory a card takes about four times that. */
const mostCards = 32_000;

/** After this many reads of its changes a board is kept: before that, reading it whole costs more than it saves. */
const readsOfChanges = 3;

type Place = { kept: KeptBoard | null; reading: Promise<KeptBoard> | null; reads: number };

/**
 * The boards that are in use, in memory. A board that changed is brought up to date by what changed, read once for all
 * who wait for it. So a read costs what changed, whatever the size of the board. Each instance keeps its own.
 */
@Injectable()
export class KeptBoards {
  private readonly places = new LRUCache<string, Place>({ max: 1_000, maxSize: mostCards });

  constructor(
    private readonly repository: SnapshotsRepository,
    private readonly changes: ChangesRepository,
  ) {}

  /**
   * The board at the seq of its head, or later. It goes on changing: take from it what you need before you wait for
   * anything else.
   */
  async at(head: BoardHead, now: Date): Promise<KeptBoard> {
    const place = this.placeOf(head);
    const known = place.kept;
    if (known && isCurrent(known, head, now)) return known;
    // One that began before this reader read the head may be too early for them.
    const earlier = await place.reading?.catch(() => null);
    if (earlier && isCurrent(earlier, head, now)) return earlier;
    place.reading ??= this.read(place, head, now).finally(() => {
      place.reading = null;
    });
    return place.reading;
  }

  /** The same for readers of changes. Null while so few have asked that the board is not kept. */
  async forChanges(head: BoardHead, now: Date): Promise<KeptBoard | null> {
    const place = this.placeOf(head);
    place.reads += 1;
    return place.kept || place.reads >= readsOfChanges ? this.at(head, now) : null;
  }

  private placeOf(board: BoardIds): Place {
    const name = nameOf(board);
    const place = this.places.get(name) ?? { kept: null, reading: null, reads: 0 };
    if (!this.places.has(name)) this.places.set(name, place, { size: 1 });
    return place;
  }

  private async read(place: Place, head: BoardHead, now: Date): Promise<KeptBoard> {
    const { kept } = place;
    if (kept && isOfDay(kept, head, now) && (await this.isBroughtUpToDate(kept, head, now))) return kept;
    const made = new KeptBoard(await this.repository.board(head, now), today(now, head.timeZone));
    place.kept = made;
    this.places.set(nameOf(head), place, { size: Math.max(made.size, 1) });
    return made;
  }

  private async isBroughtUpToDate(kept: KeptBoard, head: BoardHead, now: Date): Promise<boolean> {
    // No board's seq covers the limits on persons across the workspace.
    if (head.persons === null && kept.row.persons === null) {
      const changed = await this.changes.cardsAfter(head, kept.seq, now);
      if (changed.isComplete && kept.takeCards(changed)) return true;
    }
    const { cards, gone, placed, created, countsGone, isComplete, ...row } = await this.changes.after(
      head,
      kept.seq,
      now,
    );
    return (
      isComplete &&
      row.timeZone === head.timeZone &&
      row.namesVersion === head.namesVersion &&
      kept.take(row, { cards, gone, placed, created, countsGone })
    );
  }
}

function isCurrent(kept: KeptBoard, head: BoardHead, now: Date): boolean {
  return kept.seq >= Number(head.seq) && kept.row.persons === head.persons && isOfDay(kept, head, now);
}

/** Delivered cards are shown by whole days, and names are no events. */
function isOfDay({ today: day, row }: KeptBoard, { timeZone, namesVersion }: BoardHead, now: Date): boolean {
  return day === today(now, timeZone) && row.timeZone === timeZone && row.namesVersion === namesVersion;
}

function nameOf({ workspaceId, boardId }: BoardIds): string {
  return `${workspaceId}/${boardId}`;
}
