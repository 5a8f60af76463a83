import { afterAll, beforeAll } from '@jest/globals';
import type { Request } from '@weir/contract';
import type { Pool } from 'pg';
import type { Env } from '../../src/env.js';
import { type Api, anApi } from './api.js';
import { aBoard } from './board.js';
import type { Answer, Caller } from './caller.js';
import type { Name } from './cast.js';
import type { MovableClock } from './clock.js';

type Headings = Record<string, string>;

/** Somebody who asks or answers: what comes back is a request unless said otherwise. */
export class Actor {
  constructor(
    private readonly caller: Caller,
    readonly id: string,
    readonly sessionId: string,
  ) {}

  get token(): string {
    return this.caller.token as string;
  }
  get = <Body = Request>(path: string, headers?: Headings) => this.caller.get<Body>(path, headers);
  post = <Body = Request>(path: string, body?: unknown, headers?: Headings) =>
    this.caller.post<Body>(path, body, headers);
  put = <Body = Request>(path: string, body: unknown, headers?: Headings) =>
    this.caller.put<Body>(path, body, headers);
  patch = <Body = Request>(path: string, body: unknown, headers?: Headings) =>
    this.caller.patch<Body>(path, body, headers);
  delete = <Body = Request>(path: string) => this.caller.delete<Body>(path);
}

type Cast = 'owner' | 'manager' | 'member' | 'requester' | 'otherRequester' | 'viewer';

export type World = Record<Cast, Actor> & {
  api: Api;
  clock: MovableClock;
  sql: Pool;
  /** The day so many days from today, in UTC. */
  day(ahead?: number): string;
  /** Makes a board and gives its path. */
  board(settings?: { intake?: object; doing?: number; ready?: number }): Promise<string>;
  /** The requester asks for something. */
  ask(board: string, title?: string, more?: object): Promise<Request>;
  close(): Promise<void>;
};

/** The world of a test file: complete when its first test begins, closed after its last. */
export function theWorld(settings: Partial<Record<keyof Env, string>> = {}): World {
  const world = {} as World;
  beforeAll(async () => {
    Object.assign(world, await aWorld(settings));
  });
  afterAll(() => world.close());
  return world;
}

export async function aWorld(settings: Partial<Record<keyof Env, string>> = {}): Promise<World> {
  const api = await anApi(settings);
  const actor = (who: Name) => new Actor(api.as(who), api.cast[who].id, api.cast[who].sessionId);
  return {
    api,
    clock: api.clock,
    sql: api.pool,
    owner: actor('owner'),
    manager: actor('manager'),
    member: actor('member'),
    requester: actor('requester'),
    otherRequester: actor('secondRequester'),
    viewer: actor('viewer'),
    day: (ahead = 0) => new Date(api.clock.now().getTime() + ahead * 86_400_000).toISOString().slice(0, 10),
    async board({ intake = {}, doing = 3, ready } = {}) {
      const board = aBoard(api).column('Doing', { limit: doing }).withIntake(intake);
      if (ready !== undefined) board.column('Ready', { kind: 'queue', limit: ready });
      return (await board.make()).path;
    },
    ask: async (board, title = 'A sandbox', more = {}) =>
      (await actor('requester').post(`${board}/requests`, { title, ...more })).body,
    close: () => api.close(),
  };
}

export const decline = {
  kind: 'decline',
  reason: 'notAligned',
  message: 'We stopped this kind of work in May.',
} as const;

export const defer = (until: string) =>
  ({
    kind: 'defer',
    reason: 'noCapacity',
    message: 'Ask again when the migration is through.',
    until,
  }) as const;

/** Of a refusal: its status, its code, and the facts looked for. */
export function told({ status, body }: Answer<unknown>, ...facts: string[]): Record<string, unknown> {
  const problem = body as Record<string, unknown>;
  return { status, code: problem.code, ...Object.fromEntries(facts.map((fact) => [fact, problem[fact]])) };
}

/** How long a refusal says to wait, in seconds. */
export function waitOf({ body }: Answer<unknown>): number {
  return (body as { retryAfterSeconds: number }).retryAfterSeconds;
}
