import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { allowedRoles } from '@weir/contract';
import pLimit from 'p-limit';
import { ChangesService } from '../boards/snapshot/changes.service.js';
import { Clock } from '../clock.js';
import type { BoardIds } from '../database/board-ids.js';
import { ENV, type Env } from '../env.js';
import { errorText } from '../error-text.js';
import { SessionUses } from '../http/access/session-uses.js';
import { FairShares, type NoPlace, type Taker } from '../http/load/fair-shares.js';
import { Wakeups } from '../writes/wakeups.js';
import type { EventStream } from './event-stream.js';
import { EventsRepository, type Watched } from './events.repository.js';
import { PollLoop } from './poll-loop.js';
import { WorkspaceNews } from './workspace/workspace-news.service.js';
import type { WorkspaceStream } from './workspace/workspace-stream.js';

const pollEvery = 250;
const checkEvery = 2_000;
/** The web app takes a stream that is silent for twice as long for a dead one. */
const heartbeatEvery = 1_500;
const atOnce = 500;
/** Enough for two browsers of a person, each with all the boards of a page's stream. */
const mostOfAPerson = 100;

type AnyStream = EventStream | WorkspaceStream;

/**
 * The open streams of this instance. While there are any, one loop reads the news of all their boards in one query, a
 * few times a second and at once after a write of this instance, and checks that the listeners still have access.
 */
@Injectable()
export class OpenStreamsService implements OnModuleDestroy {
  private readonly log = new Logger('OpenStreams');
  private readonly streams = new Set<EventStream>();
  private readonly ofWorkspaces = new Set<WorkspaceStream>();
  private readonly shares: FairShares;
  private readonly loop = new PollLoop(pollEvery);
  private readonly atATime = pLimit(4);
  private running = false;
  private closed = false;

  constructor(
    private readonly repository: EventsRepository,
    private readonly changes: ChangesService,
    private readonly workspaceNews: WorkspaceNews,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
    private readonly uses: SessionUses,
    @Inject(ENV) env: Env,
  ) {
    this.shares = new FairShares(env.WEIR_MAX_STREAMS, mostOfAPerson);
  }

  get count(): number {
    return this.streams.size + this.ofWorkspaces.size;
  }

  /** Why there is no place for one more stream; null where there is one. */
  refusal(taker: Taker): NoPlace | null {
    return this.closed ? 'full' : this.shares.refusal(taker);
  }

  add(stream: EventStream, taker: Taker): void {
    this.open(stream, this.streams, taker);
  }

  addOfWorkspace(stream: WorkspaceStream, taker: Taker): void {
    this.open(stream, this.ofWorkspaces, taker);
  }

  onModuleDestroy(): void {
    this.closed = true;
    for (const stream of this.all()) stream.finish();
    this.loop.wake();
  }

  private open<Stream extends AnyStream>(stream: Stream, among: Set<Stream>, taker: Taker): void {
    const giveBack = this.shares.take(taker);
    among.add(stream);
    stream.once('close', () => {
      among.delete(stream);
      giveBack();
    });
    this.loop.wake();
    if (!this.running) void this.run();
  }

  private all(): AnyStream[] {
    return [...this.streams, ...this.ofWorkspaces];
  }

  private async run(): Promise<void> {
    this.running = true;
    const stopListening = this.wakeups.onWake(() => this.loop.wake());
    let checkedAt = performance.now();
    let heartbeatAt = checkedAt;
    while (this.count > 0 && !this.closed) {
      const now = performance.now();
      try {
        if (now - checkedAt >= checkEvery) {
          await this.endThoseOfPurgedBoards();
          await this.check(this.all());
          checkedAt = now;
        }
        while (await this.poll());
        while (await this.workspaceNews.send([...this.ofWorkspaces], (streams) => this.check(streams)));
      } catch (error) {
        this.log.warn(`streams wait for the database: ${errorText(error)}`);
      }
      if (now - heartbeatAt >= heartbeatEvery) {
        for (const stream of this.all()) stream.sendHeartbeat();
        heartbeatAt = now;
      }
      await this.loop.next();
    }
    stopListening();
    this.running = false;
  }

  /**
   * Sends new events. Returns true if there may be more than one query returns. Access is checked after the events and
   * documents were read, so that nobody receives any from after they signed out or left.
   */
  private async poll(): Promise<boolean> {
    const boards = Map.groupBy(this.streams, ({ board }) => nameOf(board));
    const watched: Watched[] = [...boards.values()].map((streams) => ({
      ...(streams[0] as EventStream).board,
      after: Math.min(...streams.map(({ lastSeq }) => lastSeq)),
    }));
    if (watched.length === 0) return false;
    const newEvents = Map.groupBy(await this.repository.after(watched, atOnce), nameOf);
    const readers = [...newEvents.keys()].flatMap((board) => boards.get(board) ?? []);
    const documents = await this.documentsFor(readers);
    await this.check(readers);
    for (const [board, events] of newEvents) {
      for (const stream of boards.get(board) ?? []) {
        const carried = documents.get(nameOfDocuments(stream));
        for (const { event } of events) stream.sendEvent(event, carried);
      }
    }
    return [...newEvents.values()].some(({ length }) => length === atOnce);
  }

  /** What changed of the boards of these streams, read once for all that have got equally far. */
  private async documentsFor(streams: readonly EventStream[]) {
    const wanted = Map.groupBy(
      streams.filter(({ documentsAfter }) => documentsAfter !== null),
      nameOfDocuments,
    );
    const read = [...wanted].map(([name, [stream]]) =>
      this.atATime(async () => {
        const { board, lastSeq } = stream as EventStream;
        const read = this.changes.documents(board, lastSeq).catch((error: unknown) => {
          // The events are still sent; a client that needs the documents reads the changes.
          this.log.warn(`a board's documents could not be read: ${errorText(error)}`);
          return null;
        });
        return [name, await read] as const;
      }),
    );
    return new Map(await Promise.all(read));
  }

  private async endThoseOfPurgedBoards(): Promise<void> {
    if (this.streams.size === 0) return;
    const purged = await this.repository.purged([...this.streams].map(({ board }) => board));
    for (const stream of this.streams) if (purged.has(stream.board.boardId)) stream.finish();
  }

  /** Ends the streams of people who signed out or left, whose token ended, or whose role no longer reads. */
  private async check(streams: readonly AnyStream[]): Promise<void> {
    if (streams.length === 0) return;
    const listeners = Map.groupBy(streams, ({ listener }) => `${listener.workspaceId}/${listener.sessionId}`);
    const asked = [...listeners.values()].map((of) => (of[0] as AnyStream).listener);
    const allowed = await this.repository.withAccess(asked, allowedRoles.readEvents, this.clock.now());
    for (const of of listeners.values()) {
      const role = allowed.get((of[0] as AnyStream).listener);
      for (const stream of of) {
        if (role) stream.listener.role = role;
        else stream.finish();
      }
    }
    this.uses.note(...new Set([...allowed.keys()].map(({ sessionId }) => sessionId)));
  }
}

function nameOfDocuments({ board, lastSeq }: EventStream): string {
  return `${nameOf(board)}/${lastSeq}`;
}

function nameOf({ workspaceId, boardId }: BoardIds): string {
  return `${workspaceId}/${boardId}`;
}
