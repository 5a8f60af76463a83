import { Readable } from 'node:stream';
import type { Event } from '@weir/contract';
import { type Words, worded } from '@weir/words';
import type { BoardIds } from '../database/board-ids.js';
import type { Holder } from './events.repository.js';

/** Bytes that may wait for a client. Who reads more slowly than that is cut off, and resumes when it can. */
const mostUnread = 1024 * 1024;

/** One open answer of `text/event-stream`: what was said last, and who listens. */
export class EventStream extends Readable {
  /** The seq of the last event that was said. */
  said: number;
  private isOver = false;

  constructor(
    readonly place: BoardIds,
    readonly holder: Holder,
    from: number,
    private readonly words: Words,
  ) {
    super({ read() {} });
    this.said = from;
    this.say('retry: 1000\n\n');
  }

  tell(event: Event): void {
    if (event.seq <= this.said) return;
    this.said = event.seq;
    this.say(
      `id: ${event.seq}\nevent: ${event.type}\ndata: ${JSON.stringify(worded(this.words, event))}\n\n`,
    );
  }

  /** What was asked for can't be told event by event: read the board again, and go on from its seq. */
  resync(seq: number): void {
    this.said = seq;
    this.say(`id: ${seq}\nevent: resync\ndata: ${JSON.stringify({ seq })}\n\n`);
  }

  beat(): void {
    this.say(': here\n\n');
  }

  finish(): void {
    if (this.isOver || this.destroyed) return;
    this.isOver = true;
    this.push(null);
  }

  private say(text: string): void {
    if (this.isOver || this.destroyed) return;
    this.push(text);
    if (this.readableLength > mostUnread) this.destroy();
  }
}
