import { Readable } from 'node:stream';
import { can, type Event } from '@weir/contract';
import { type Words, worded } from '@weir/words';
import type { StreamedDocuments } from '../boards/snapshot/changes.service.js';
import type { BoardIds } from '../database/board-ids.js';
import { eventFor } from './event-for-role.js';
import type { Listener } from './events.repository.js';

/** Unread bytes at which a client is cut off. It resumes when it can. */
const mostUnread = 1024 * 1024;
/** The longest event that is sent. A client would be cut off by a longer one again and again; it reads the board instead. */
const longestEvent = mostUnread / 2;

/** One open response of type `text/event-stream`: its listener, and how far it has got. */
export class EventStream extends Readable {
  /** The seq of the last event that was sent. */
  lastSeq: number;
  private isOver = false;

  constructor(
    readonly board: BoardIds,
    readonly listener: Listener,
    from: number,
    private readonly reader: { words: Words; readsDocuments: boolean },
  ) {
    super({ read() {} });
    this.lastSeq = from;
    this.send('retry: 1000\n\n');
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
      this.send(`id: ${event.seq}\nevent: ${event.type}\ndata: ${whole}\n\n`);
    }
  }

  /** The events since the client's cursor can't be sent: it must read the board again, and continues from its seq. */
  resync(seq: number): void {
    this.lastSeq = seq;
    this.send(`id: ${seq}\nevent: resync\ndata: ${JSON.stringify({ seq })}\n\n`);
  }

  sendHeartbeat(): void {
    this.send(': here\n\n');
  }

  finish(): void {
    if (this.isOver || this.destroyed) return;
    this.isOver = true;
    this.push(null);
  }

  private send(text: string): void {
    if (this.isOver || this.destroyed) return;
    this.push(text);
    if (this.readableLength > mostUnread) this.destroy();
  }
}
