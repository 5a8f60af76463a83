import { decline } from '../stack/asked-board.js';
import type { LoadWorld } from './load-world.js';
import { drawn } from './random.js';

/** The importance of a call while the server can't answer all calls, the most important first. */
export const callClasses = ['criticalPlus', 'critical', 'sheddablePlus', 'sheddable'] as const;
export type CallClass = (typeof callClasses)[number];
export const callerKinds = ['good', 'abusive'] as const;
export type CallerKind = (typeof callerKinds)[number];

/**
 * The kinds of calls by class, with their numbers among 10,000 calls of a good caller. The abusive caller sends the same kinds, except
 * `criticalPlus` and exports.
 */
const weights = {
  // Signing in hashes a password for about 30 ms of CPU, and people do it about once a day.
  criticalPlus: { health: 300, answer: 170, session: 6 },
  critical: { move: 1700, moveIntoFull: 100, create: 600 },
  sheddablePlus: { board: 2000, changes: 2100 },
  sheddable: { requests: 1000, cards: 1000, search: 500, figure: 400, export: 124 },
} as const satisfies Record<CallClass, Record<string, number>>;
type Kind = { [Of in CallClass]: keyof (typeof weights)[Of] }[CallClass];
const kinds = callClasses.flatMap((of) =>
  Object.entries(weights[of]).map(([kind, weight]) => ({ of, kind: kind as Kind, weight })),
);

const shareOfAbuse = 1 / 3;
const ofAbuse = kinds.filter(({ of, kind }) => of !== 'criticalPlus' && kind !== 'export');
const card = { title: 'A card that came up in the stand-up', description: 'Of some words.' };
const figures = ['cfd', 'throughput', 'cycle-time', 'ageing'];

/** A call to send. `caller`: the number of a good caller; null for the abusive one. */
export type MixedCall = {
  of: CallClass;
  caller: number | null;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  body?: unknown;
  /** Used instead of the caller's token. */
  token?: string | undefined;
  isBodyWanted?: boolean;
  /** Records the changes of a useful answer, so that later calls fit them. */
  answered?(answer: { status: number; boardSeq: number | undefined; body: string }): void;
};

/** The share of a kind in all calls of the load. The abusive caller sends a third of them and none of this kind. */
export function shareOf(kind: Kind): number {
  const all = kinds.reduce((sum, { weight }) => sum + weight, 0);
  return ((1 - shareOfAbuse) * kinds.find((each) => each.kind === kind)!.weight) / all;
}

/** Draws calls as people and programs send them. Keeps the column of each card, the last read seq of each board, and the waiting requests. */
export class Mix {
  private readonly columnOf = new Map<string, 0 | 1>();
  private readonly seqOf = new Map<string, number>();
  private readonly toEnd: { caller: number; token: string }[] = [];
  private nextCard = 0;
  private answeredTwice = 0;

  constructor(
    private readonly world: LoadWorld,
    private readonly random: () => number,
  ) {}

  /** How many calls answered a request again because no request was waiting. */
  get answersTooMany(): number {
    return this.answeredTwice;
  }

  /** The next call. `goodOnly`: good callers also send the calls of the abusive caller. `of`: only calls of this class. */
  next({ goodOnly = false, of }: { goodOnly?: boolean; of?: CallClass | undefined } = {}): MixedCall {
    const isAbuse = !of && this.random() < shareOfAbuse;
    const from = of ? kinds.filter((each) => each.of === of) : isAbuse ? ofAbuse : kinds;
    const { kind, of: drawnOf } = drawn(from, this.random);
    const caller = isAbuse && !goodOnly ? null : Math.floor(this.random() * this.world.good.length);
    return { of: drawnOf, caller, ...this.callOf(kind, caller) };
  }

  private callOf(kind: Kind, caller: number | null): Omit<MixedCall, 'of' | 'caller'> {
    const { workspace, exported, listed } = this.world;
    const get = (path: string) => ({ method: 'GET' as const, path });
    switch (kind) {
      case 'health':
        return get(this.random() < 0.5 ? '/health/live' : '/health/ready');
      case 'answer':
        return { method: 'PUT', path: `${this.waiting()}/answer`, body: decline };
      case 'session':
        return this.session(caller ?? 0);
      case 'move':
        return this.move();
      case 'moveIntoFull': {
        const { path, cards, full } = this.one(this.world.moving);
        const body = { columnId: full };
        return { method: 'PUT', path: `${path}/cards/${this.one(cards)}/position`, body };
      }
      case 'create':
        return { method: 'POST', path: `${this.one(this.world.creating)}/cards`, body: card };
      case 'board':
        return this.reading('');
      case 'changes':
        return this.reading('/changes?after=');
      case 'requests':
        return get(`${listed}/requests?state=waiting`);
      case 'cards':
        return get(`${this.one(this.world.moving).path}/cards?text=board`);
      case 'search':
        return get(`${workspace}/search?q=something`);
      case 'figure':
        return get(`${this.one(this.world.moving).path}/flow/${this.one(figures)}`);
      case 'export':
        return get(`${exported}/export/cards.csv`);
    }
  }

  /** Moves a card to the other of two columns. The cards of all boards take turns. */
  private move(): Omit<MixedCall, 'of' | 'caller'> {
    const { moving } = this.world;
    this.nextCard += 1;
    const { path, cards, columns } = moving[this.nextCard % moving.length]!;
    const number = cards[Math.floor(this.nextCard / moving.length) % cards.length]!;
    const key = `${path} ${number}`;
    const to = this.columnOf.get(key) === 1 ? 0 : 1;
    return {
      method: 'PUT',
      path: `${path}/cards/${number}/position`,
      body: { columnId: columns[to] },
      answered: ({ boardSeq }) => {
        this.columnOf.set(key, to);
        this.saw(path, boardSeq);
      },
    };
  }

  private reading(what: '' | '/changes?after='): Omit<MixedCall, 'of' | 'caller'> {
    const { path } = this.one(this.world.moving);
    const after = what && (this.seqOf.get(path) ?? 0);
    const answered: MixedCall['answered'] = ({ boardSeq }) => this.saw(path, boardSeq);
    return { method: 'GET', path: `${path}${what}${after}`, answered };
  }

  private saw(path: string, seq: number | undefined): void {
    if (seq !== undefined) this.seqOf.set(path, Math.max(seq, this.seqOf.get(path) ?? 0));
  }

  /** Signs in again on a known device, or ends such a session. */
  private session(caller: number): Omit<MixedCall, 'of' | 'caller'> {
    const begun = this.toEnd.find((each) => each.caller === caller);
    if (begun) {
      const { token } = begun;
      this.toEnd.splice(this.toEnd.indexOf(begun), 1);
      return { method: 'DELETE', path: '/v1/sessions/current', token };
    }
    const { email, password, device } = this.world.good[caller]!;
    return {
      method: 'POST',
      path: '/v1/sessions',
      body: { email, password, device },
      isBodyWanted: true,
      answered: ({ body }) => this.toEnd.push({ caller, token: JSON.parse(body).accessToken }),
    };
  }

  private waiting(): string {
    const { waiting } = this.world;
    if (waiting.length > 1) return waiting.pop()!;
    this.answeredTwice += 1;
    return waiting[0]!;
  }

  private one<Each>(of: readonly Each[]): Each {
    return of[Math.floor(this.random() * of.length)]!;
  }
}
