import { can, type Event } from '@weir/contract';
import { type Words, worded } from '@weir/words';
import type { StreamedDocuments } from '../boards/snapshot/changes.service.js';
import type { BoardIds } from '../database/board-ids.js';
import { eventFor } from './event-for-role.js';
import type { Listener } from './events.repository.js';
import { longestEvent, ServerSentEvents } from './server-sent-events.js';

type StreamReader = { words: Words; readsDocuments: boolean; isNamed: boolean };

/** The stream of a board's events: its listener, and how far it has got. */
export class EventStream extends ServerSentEvents {
  /** The seq of the last event that was sent. */
  lastSeq: number;

  constructor(
    readonly board: BoardIds,
    readonly listener: Listener,
    from: number,
    private readonly reader: StreamReader,
  ) {
    super(reader.isNamed);
    this.lastSeq = from;
  }

  /** The seq after which this stream needs the documents; null for one that did not ask for them. */
  get documentsAfter(): number | null {
    return this.reader.readsDocuments && can(this.listener.role, 'readBoards') ? this.lastSeq : null;
  }

  /** The first event after `documents` carries them: they say how the board is now, so the next ones need none. */
  sendEvent(event: Event, documents?: StreamedDocuments | null): void {
    if (event.seq <= this.lastSeq) return;
    // Numbers have a gap only where the demo was seeded afresh: everything is different.
    const isGap = event.seq > this.lastSeq + 1;
    const { words } = this.reader;
    const data = JSON.stringify(worded(words, eventFor(this.listener.role, event)));
    if (isGap || data.length > longestEvent) {
      this.resync(event.seq);
    } else {
      const carried =
        documents && documents.after === this.documentsAfter ? documents.jsonFor(words.language) : '';
      const isShort = carried !== '' && data.length + carried.length <= longestEvent;
      this.lastSeq = event.seq;
      const whole = isShort ? `${data.slice(0, -1)},"documents":${carried}}` : data;
      this.send({ id: String(event.seq), name: event.type, data: whole });
    }
  }

  /** The events since the client's cursor can't be sent: it must read the board again, and continues from its seq. */
  resync(seq: number): void {
    this.lastSeq = seq;
    this.sendResync(String(seq), { seq });
  }
}
