import type { Event as BoardEvent, EventDocuments } from '@weir/contract';

/**
 * `resync`: events may have been missed, so read the board again. `documents`: what changed of a board that is kept, if an
 * earlier event did not carry it.
 */
export type BoardNews =
  | { kind: 'event'; event: BoardEvent; documents?: EventDocuments | undefined }
  | { kind: 'resync' };
export type Connection = 'live' | 'reconnecting';

type Listener = (news: BoardNews) => void;
/** The boards that a tab shows, and those of them that it keeps: their events carry documents. */
type Followed = { boards: string[]; kept?: string[] };

/** Messages between the tabs of one browser. */
type TabMessage =
  | ({ kind: 'boards'; tab: string } & Followed)
  | { kind: 'leading' }
  /** Asks whether the leader is there. It answers with its state. */
  | { kind: 'ping' }
  | { kind: 'state'; state: Connection }
  | { kind: 'event'; board: string; event: BoardEvent; documents?: EventDocuments | undefined }
  | { kind: 'resync'; board: string; tab?: string; seq?: number | undefined };

/** Where a stream delivers what it receives. */
export type StreamSink = {
  event(board: string, event: BoardEvent, documents?: EventDocuments): void;
  /** `seq` is where the stream continues; a restored database may put it behind what was received before. */
  resync(board: string, seq?: number): void;
  state(state: Connection): void;
};
export type OpenStream = (
  followed: Required<Followed>,
  cursors: Map<string, number>,
  sink: StreamSink,
) => OpenedStream;
/** `check` finds out at once what a timer of a hidden tab would find out late. */
export type OpenedStream = { check(): void; close(): void };

/** How often a visible tab asks for its leader, and after how many questions without an answer it leads itself. */
const askEvery = 2_500;
const mostUnanswered = 2;

/**
 * Delivers the events of all boards that the tabs of this browser show, over one stream. One tab leads: it has the
 * Web Lock, opens the stream, and passes events on over a BroadcastChannel. Every tab remembers the last event of
 * each board, so the next leader resumes there. A visible tab whose leader is frozen takes its place. Without locks
 * (on plain http) each tab has its own stream.
 */
export class LiveHub {
  private readonly tab = Math.random().toString(36).slice(2);
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly keepers = new Set<Listener>();
  private readonly stateListeners = new Set<() => void>();
  private readonly lastSeqs = new Map<string, number>();
  private readonly channel: BroadcastChannel | null;
  private boardsByTab = new Map<string, Followed>();
  private isLeader = false;
  /** Until this tab is the leader or has a message from the leader, it cannot have missed an event. */
  private hasHeard = false;
  private hasJoined = false;
  private stream: OpenedStream | null = null;
  private unanswered = 0;
  private streamedBoards = '';
  state: Connection = 'live';

  constructor(private readonly open: OpenStream) {
    this.channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('weir-events');
    this.channel?.addEventListener('message', ({ data }) => this.receive(data as TabMessage));
    window.addEventListener('pagehide', () => this.post({ kind: 'boards', tab: this.tab, boards: [] }));
    window.addEventListener('pageshow', ({ persisted }) => persisted && this.announceBoards());
  }

  /**
   * `keeps`: the listener keeps the board, and takes the documents of its events. `from`: the seq that it has, where the stream
   * starts if this browser has received no event of the board yet.
   */
  subscribe(
    board: string,
    listener: Listener,
    { keeps = false, from }: { keeps?: boolean; from?: number | undefined } = {},
  ): () => void {
    const own = this.listeners.get(board) ?? new Set();
    const isNew = own.size === 0;
    const before = this.namesOfFollowed();
    const isFirst = from !== undefined && !this.lastSeqs.has(board);
    if (isFirst) this.lastSeqs.set(board, from);
    this.listeners.set(board, own.add(listener));
    if (keeps) this.keepers.add(listener);
    const isOther = this.namesOfFollowed() !== before;
    if (isOther) this.announceBoards();
    // A stream that is already open may have sent events since this listener read the board. A stream that is opened only
    // now starts at the seq of this listener, so the others may have missed events before it.
    const isReopened = isFirst && isOther && (this.isLeader || !this.hasHeard);
    const late = isNew ? [] : isReopened ? [...own].filter((each) => each !== listener) : [listener];
    for (const each of late) queueMicrotask(() => own.has(each) && each({ kind: 'resync' }));
    this.join();
    return () => {
      const now = this.namesOfFollowed();
      own.delete(listener);
      this.keepers.delete(listener);
      if (own.size === 0) this.listeners.delete(board);
      if (this.namesOfFollowed() !== now) this.announceBoards();
    };
  }

  private get followed(): Required<Followed> {
    const boards = [...this.listeners.keys()];
    const isKept = (board: string) =>
      [...(this.listeners.get(board) ?? [])].some((each) => this.keepers.has(each));
    return { boards, kept: boards.filter(isKept) };
  }

  private namesOfFollowed(): string {
    return JSON.stringify(this.followed);
  }

  /** Whether this tab shows a board that it follows. */
  get isFollowing(): boolean {
    return this.listeners.size > 0;
  }

  onState(listener: () => void): () => void {
    this.stateListeners.add(listener);
    return () => this.stateListeners.delete(listener);
  }

  /** Waits until this tab can lead. The current leader leads until its tab closes or is frozen. */
  private join(): void {
    if (this.hasJoined) return;
    this.hasJoined = true;
    if (this.channel && navigator.locks) {
      this.waitForLock();
      setInterval(() => this.askForLeader(), askEvery);
    } else this.lead();
  }

  /** Leads as long as it has the lock: it loses it only to a tab that found it frozen. */
  private waitForLock(options: LockOptions = {}): void {
    navigator.locks
      .request('weir-events', options, () => {
        this.lead();
        return new Promise<void>(() => undefined);
      })
      .catch(() => {
        this.resign();
        this.waitForLock();
      });
  }

  private askForLeader(): void {
    if (this.isLeader || document.hidden) {
      this.unanswered = 0;
      return;
    }
    if (this.unanswered >= mostUnanswered) {
      this.unanswered = 0;
      this.setState('reconnecting');
      this.waitForLock({ steal: true });
      return;
    }
    this.unanswered += 1;
    this.post({ kind: 'ping' });
  }

  private resign(): void {
    this.isLeader = false;
    this.stream?.close();
    this.stream = null;
    this.streamedBoards = '';
  }

  private lead(): void {
    if (this.isLeader) return;
    this.isLeader = true;
    this.hasHeard = true;
    this.boardsByTab = new Map([[this.tab, this.followed]]);
    this.post({ kind: 'leading' });
    this.restream();
  }

  /** Tells the leader which boards this tab shows. */
  private announceBoards(): void {
    const message: TabMessage = { kind: 'boards', tab: this.tab, ...this.followed };
    this.post(message);
    if (this.isLeader) this.receive(message);
  }

  private post(message: TabMessage): void {
    // Without locks every tab has its own stream.
    if (navigator.locks) this.channel?.postMessage(message);
  }

  private receive(message: TabMessage): void {
    this.hasHeard = true;
    if (message.kind === 'boards') this.updateBoards(message.tab, message);
    else if (message.kind === 'leading') this.announceBoards();
    else if (message.kind === 'ping') this.answerPing();
    else if (message.kind === 'state') this.setState(message.state);
    else if (message.kind === 'event') this.deliver(message.board, message.event, message.documents);
    else if (!message.tab || message.tab === this.tab) this.deliverResync(message.board, message.seq);
  }

  private answerPing(): void {
    if (!this.isLeader) return;
    this.stream?.check();
    this.post({ kind: 'state', state: this.state });
  }

  private updateBoards(tab: string, { boards, kept = [] }: Followed): void {
    if (!this.isLeader) return;
    const before = this.boardsByTab.get(tab)?.boards ?? [];
    const running = this.streamedBoards.split(' ');
    if (boards.length > 0) this.boardsByTab.set(tab, { boards, kept });
    else this.boardsByTab.delete(tab);
    // That tab read these boards before it listened, and may have missed events in between.
    const late = boards.filter((board) => !before.includes(board) && running.includes(board));
    this.restream();
    for (const board of late) this.toAll({ kind: 'resync', board, tab });
    this.post({ kind: 'state', state: this.state });
  }

  private restream(): void {
    const tabs = [...this.boardsByTab.values()];
    const boards = [...new Set(tabs.flatMap((tab) => tab.boards))].sort();
    const kept = [...new Set(tabs.flatMap((tab) => tab.kept ?? []))].sort();
    const names = [...boards, ...kept.map((board) => `+${board}`)].join(' ');
    if (names === this.streamedBoards && this.stream) return;
    this.stream?.close();
    this.streamedBoards = names;
    this.stream = boards.length === 0 ? null : this.open({ boards, kept }, this.lastSeqs, this.sink);
  }

  private readonly sink: StreamSink = {
    event: (board, event, documents) => this.toAll({ kind: 'event', board, event, documents }),
    resync: (board, seq) => this.toAll({ kind: 'resync', board, seq }),
    state: (state) => this.toAll({ kind: 'state', state }),
  };

  private toAll(message: TabMessage): void {
    this.post(message);
    this.receive(message);
  }

  private deliver(board: string, event: BoardEvent, documents?: EventDocuments): void {
    if (event.seq <= (this.lastSeqs.get(board) ?? 0)) return;
    this.lastSeqs.set(board, event.seq);
    for (const listener of this.listeners.get(board) ?? []) listener({ kind: 'event', event, documents });
  }

  private deliverResync(board: string, seq?: number): void {
    if (seq !== undefined) this.lastSeqs.set(board, seq);
    for (const listener of this.listeners.get(board) ?? []) listener({ kind: 'resync' });
  }

  private setState(state: Connection): void {
    this.unanswered = 0;
    if (state === this.state) return;
    this.state = state;
    for (const listener of this.stateListeners) listener();
  }
}
