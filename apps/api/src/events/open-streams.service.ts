import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { allowedRoles } from '@weir/contract';
import { Clock } from '../clock.js';
import type { BoardIds } from '../database/board-ids.js';
import { Wakeups } from '../writes/wakeups.js';
import type { EventStream } from './event-stream.js';
import { EventsRepository, type Watched } from './events.repository.js';
import { Pulse } from './poll-loop.js';

const lookEvery = 250;
const checkEvery = 2_000;
const beatEvery = 15_000;
const atOnce = 500;

/**
 * The open streams of this instance. While there are any, one loop reads the news of all their boards in one query, a
 * few times a second and at once after a write of this instance, and checks that the listeners still have access.
 */
@Injectable()
export class WatchService implements OnModuleDestroy {
  private readonly log = new Logger('Watch');
  private readonly streams = new Set<EventStream>();
  private readonly pulse = new Pulse(lookEvery);
  private running = false;
  private closed = false;

  constructor(
    private readonly repository: EventsRepository,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
  ) {}

  get isClosed(): boolean {
    return this.closed;
  }

  /** How many streams are open: in all, or of one person. */
  count(userId?: string): number {
    if (userId === undefined) return this.streams.size;
    return [...this.streams].filter(({ holder }) => holder.userId === userId).length;
  }

  add(stream: EventStream): void {
    this.streams.add(stream);
    stream.once('close', () => this.streams.delete(stream));
    this.pulse.wake();
    if (!this.running) void this.run();
  }

  onModuleDestroy(): void {
    this.closed = true;
    for (const stream of this.streams) stream.finish();
    this.pulse.wake();
  }

  private async run(): Promise<void> {
    this.running = true;
    const stopListening = this.wakeups.onWake(() => this.pulse.wake());
    let checked = performance.now();
    let beaten = checked;
    while (this.streams.size > 0 && !this.closed) {
      const now = performance.now();
      try {
        if (now - checked >= checkEvery) {
          await this.check([...this.streams]);
          checked = now;
        }
        while (await this.look());
      } catch (error) {
        this.log.warn(`streams wait for the database: ${String(error)}`);
      }
      if (now - beaten >= beatEvery) {
        for (const stream of this.streams) stream.beat();
        beaten = now;
      }
      await this.pulse.next();
    }
    stopListening();
    this.running = false;
  }

  /**
   * Sends new events. Returns true if there may be more than one query returns. Access is checked after the events were
   * read, so that nobody receives events from after they signed out or left.
   */
  private async look(): Promise<boolean> {
    const boards = Map.groupBy(this.streams, ({ place }) => nameOf(place));
    const watched: Watched[] = [...boards.values()].map((streams) => ({
      ...(streams[0] as EventStream).place,
      after: Math.min(...streams.map(({ said }) => said)),
    }));
    if (watched.length === 0) return false;
    const told = Map.groupBy(await this.repository.after(watched, atOnce), nameOf);
    await this.check([...told.keys()].flatMap((board) => boards.get(board) ?? []));
    for (const [board, events] of told) {
      for (const stream of boards.get(board) ?? []) {
        for (const { event } of events) stream.tell(event);
      }
    }
    return [...told.values()].some(({ length }) => length === atOnce);
  }

  /** Ends the streams of people who signed out or left, or whose role no longer reads. */
  private async check(streams: readonly EventStream[]): Promise<void> {
    if (streams.length === 0) return;
    const holders = Map.groupBy(streams, ({ holder }) => `${holder.workspaceId}/${holder.sessionId}`);
    const asked = [...holders.values()].map((of) => (of[0] as EventStream).holder);
    const may = await this.repository.stillMay(asked, allowedRoles.readEvents, this.clock.now());
    for (const of of holders.values()) {
      if (!may.has((of[0] as EventStream).holder)) for (const stream of of) stream.finish();
    }
  }
}

function nameOf({ workspaceId, boardId }: BoardIds): string {
  return `${workspaceId}/${boardId}`;
}
