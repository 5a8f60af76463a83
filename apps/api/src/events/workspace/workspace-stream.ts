import type { FeedEntry } from '@weir/contract';
import { type Words, worded } from '@weir/words';
import { entryFor } from '../event-for-role.js';
import type { Listener } from '../events.repository.js';
import { longestEvent, ServerSentEvents } from '../server-sent-events.js';
import { type FeedReader, rangesAfter } from './feed-reader.js';
import { cursorOfPositions, type Positions, sourceName } from './positions.js';
import type { FoundEntry, Range, Source, Types } from './workspace-events.repository.js';

/** The most seqs that are read at once. */
const atOnce = 500;

/** The stream of a workspace’s events: who listens to what, and how far it has got on each board. */
export class WorkspaceStream extends ServerSentEvents {
  constructor(
    readonly listener: Listener,
    private readonly reader: FeedReader,
    private readonly positions: Positions,
    private readonly form: { words: Words; isNamed: boolean },
  ) {
    super(form.isNamed);
    // So a client that is cut off before the first event misses none.
    this.sendId(cursorOfPositions(positions));
  }

  get types(): Types {
    return this.reader.typesFor(this.listener.role);
  }

  /** What to read for it. A source that was set back, as from a backup, is read from its end on after a `resync`. */
  missing(sources: readonly Source[]): Range[] {
    const own = sources.filter(
      (source) => source.workspaceId === this.listener.workspaceId && this.reader.reads(source),
    );
    for (const { id, key, seq } of own) {
      if ((this.positions.get(sourceName(id)) ?? 0) <= seq) continue;
      this.positions.set(sourceName(id), seq);
      this.sendResync(cursorOfPositions(this.positions), { board: key, seq });
    }
    return rangesAfter(this.positions, own, atOnce);
  }

  /**
   * Sends what was found in its ranges. Only the last message has an id, the cursor after all of them: a client that is cut
   * off between them gets some again.
   */
  sendFound(ranges: readonly Range[], found: readonly FoundEntry[]): void {
    for (const { id, until } of ranges) this.positions.set(sourceName(id), until);
    const cursor = cursorOfPositions(this.positions);
    for (const [n, { seq, entry }] of found.entries()) {
      const data = JSON.stringify(worded(this.form.words, entryFor(this.listener.role, entry)));
      const isLast = n === found.length - 1;
      if (data.length > longestEvent)
        this.sendResync(isLast ? cursor : undefined, { board: keyOf(entry), seq });
      else this.send({ ...(isLast && { id: cursor }), name: entry.event.type, data });
    }
    if (found.length === 0) this.sendId(cursor);
  }
}

function keyOf({ board }: FeedEntry): string | null {
  return board?.key ?? null;
}
