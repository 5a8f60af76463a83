import type { Event as BoardEvent } from '@weir/contract';

/** `resync`: events may have been missed; read the board anew. */
export type BoardNews = { kind: 'event'; event: BoardEvent } | { kind: 'resync' };
export type Connection = 'live' | 'reconnecting';

type Listener = (news: BoardNews) => void;

/** What tabs say to each other. */
type Talk =
  | { kind: 'want'; tab: string; boards: string[] }
  | { kind: 'leading' }
  | { kind: 'state'; state: Connection }
  | { kind: 'event'; board: string; event: BoardEvent }
  | { kind: 'resync'; board: string; tab?: string; seq?: number | undefined };

/** Where the leader's stream tells what it hears. */
export type StreamSink = {
  event(board: string, event: BoardEvent): void;
  /** `seq`: where the stream goes on from, should it be behind what was heard (the database is another one). */
  resync(board: string, seq?: number): void;
  state(state: Connection): void;
};
export type OpenStream = (
  boards: string[],
  cursors: Map<string, number>,
  sink: StreamSink,
) => { close(): void };

/**
 * The events of all boards that the tabs of this browser show, over one stream: one tab leads (it holds a Web
 * Lock) and opens it, the others hear it over a BroadcastChannel. Every tab remembers how far it has heard, so
 * that whoever leads next resumes there. Without locks (a plain-http address) each tab has its own stream.
 */
export class LiveHub {
  private readonly tab = Math.random().toString(36).slice(2);
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly stateListeners = new Set<() => void>();
  private readonly heard = new Map<string, number>();
  private readonly channel: BroadcastChannel | null;
  private wants = new Map<string, string[]>();
  private leading = false;
  private joined = false;
  private stream: { close(): void } | null = null;
  private streamed = '';
  state: Connection = 'live';

  constructor(private readonly open: OpenStream) {
    this.channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('weir-live');
    this.channel?.addEventListener('message', ({ data }) => this.hear(data as Talk));
    window.addEventListener('pagehide', () => this.say({ kind: 'want', tab: this.tab, boards: [] }));
    window.addEventListener('pageshow', ({ persisted }) => persisted && this.wish());
  }

  subscribe(board: string, listener: Listener): () => void {
    const own = this.listeners.get(board) ?? new Set();
    const isNew = own.size === 0;
    this.listeners.set(board, own.add(listener));
    if (isNew) this.wish();
    // The stream was opened for another listener: what happened since this one read the board, it has not heard.
    else queueMicrotask(() => own.has(listener) && listener({ kind: 'resync' }));
    this.join();
    return () => {
      own.delete(listener);
      if (own.size > 0) return;
      this.listeners.delete(board);
      this.wish();
    };
  }

  onState(listener: () => void): () => void {
    this.stateListeners.add(listener);
    return () => this.stateListeners.delete(listener);
  }

  /** Stands in line to lead; whoever leads now keeps on until its tab closes. */
  private join(): void {
    if (this.joined) return;
    this.joined = true;
    if (!this.channel || !navigator.locks) this.lead();
    else
      navigator.locks.request('weir-live', () => {
        this.lead();
        return new Promise<void>(() => undefined);
      });
  }

  private lead(): void {
    this.leading = true;
    this.wants = new Map([[this.tab, [...this.listeners.keys()]]]);
    this.say({ kind: 'leading' });
    this.restream();
  }

  /** Tells the leader which boards this tab shows. */
  private wish(): void {
    const wish: Talk = { kind: 'want', tab: this.tab, boards: [...this.listeners.keys()] };
    this.say(wish);
    if (this.leading) this.hear(wish);
  }

  private say(talk: Talk): void {
    // Without locks every tab leads its own stream; there is nothing to tell.
    if (navigator.locks) this.channel?.postMessage(talk);
  }

  private hear(talk: Talk): void {
    if (talk.kind === 'want') this.noteWish(talk.tab, talk.boards);
    else if (talk.kind === 'leading') this.wish();
    else if (talk.kind === 'state') this.setState(talk.state);
    else if (talk.kind === 'event') this.tell(talk.board, talk.event);
    else if (!talk.tab || talk.tab === this.tab) this.tellResync(talk.board, talk.seq);
  }

  private noteWish(tab: string, boards: string[]): void {
    if (!this.leading) return;
    const before = this.wants.get(tab) ?? [];
    const running = this.streamed.split(' ');
    if (boards.length > 0) this.wants.set(tab, boards);
    else this.wants.delete(tab);
    // It read the board before it began to listen: what happened in between is not in the stream any more.
    const late = boards.filter((board) => !before.includes(board) && running.includes(board));
    this.restream();
    for (const board of late) this.toAll({ kind: 'resync', board, tab });
    this.say({ kind: 'state', state: this.state });
  }

  private restream(): void {
    const boards = [...new Set([...this.wants.values()].flat())].sort();
    if (boards.join(' ') === this.streamed && this.stream) return;
    this.stream?.close();
    this.streamed = boards.join(' ');
    this.stream = boards.length === 0 ? null : this.open(boards, this.heard, this.sink);
  }

  private readonly sink: StreamSink = {
    event: (board, event) => this.toAll({ kind: 'event', board, event }),
    resync: (board, seq) => this.toAll({ kind: 'resync', board, seq }),
    state: (state) => this.toAll({ kind: 'state', state }),
  };

  private toAll(talk: Talk): void {
    this.say(talk);
    this.hear(talk);
  }

  private tell(board: string, event: BoardEvent): void {
    if (event.seq <= (this.heard.get(board) ?? 0)) return;
    this.heard.set(board, event.seq);
    for (const listener of this.listeners.get(board) ?? []) listener({ kind: 'event', event });
  }

  private tellResync(board: string, seq?: number): void {
    if (seq !== undefined) this.heard.set(board, seq);
    for (const listener of this.listeners.get(board) ?? []) listener({ kind: 'resync' });
  }

  private setState(state: Connection): void {
    if (state === this.state) return;
    this.state = state;
    for (const listener of this.stateListeners) listener();
  }
}
