import { expect } from '@jest/globals';
import {
  changesOf,
  type Event,
  type EventList,
  type Gate,
  type Intake,
  type Pressure,
  type Request,
  type RequestList,
} from '@weir/contract';
import {
  isOverdue,
  maxPauseDays,
  nextGateStep,
  saturatedThreshold,
  selectRequestsToShed,
  sheddableClasses,
  workingSecondsBetween,
} from '@weir/domain';
import { SweepService } from '../../../src/intake/sweep.service.js';
import type { World } from '../../support/intake-world.js';
import { act } from './acts.js';
import type { Step } from './steps.js';

const aDay = 86_400_000;

/** A board whose intake lives through steps: after each, what must hold is held to what HTTP shows. */
export class History {
  private waiting: Request[] = [];
  private readonly answered = new Map<number, Request>();
  /** How many events say of a request that it has ended. */
  private readonly ends = new Map<number, number>();
  private readonly byTicket = new Set<number>();
  private seq = 1;
  private gate!: Gate;
  private saturatedSince: Date | null = null;
  private sweptAt: Date;
  /** What has happened, for a run to tell that it was not idle. */
  readonly seen = new Set<string>();

  private constructor(
    private readonly world: World,
    readonly board: string,
    private readonly policy: Intake,
  ) {
    this.sweptAt = world.clock.now();
    this.gate = policy.gate;
  }

  static async on(world: World, intake: object): Promise<History> {
    const board = await world.board({ doing: 2, ready: 3, intake });
    return new History(world, board, (await world.manager.get<Intake>(`${board}/intake`)).body);
  }

  async take(step: Step): Promise<void> {
    const before = this.waiting;
    if (step.does === 'pass') {
      this.world.clock.pass({ hours: step.hours });
      await this.world.api.app.get(SweepService).sweep();
      this.sweptAt = this.world.clock.now();
    } else {
      const answered = [...this.answered.values()];
      const done = await act(this.world, this.board, step, { waiting: this.waiting, answered });
      if (done.gate) this.gate = done.gate;
      if (done.byTicket) this.byTicket.add(done.byTicket);
    }
    const events = await this.newEvents();
    await this.look();
    this.checkShedding(before, events);
    this.checkRequests(step);
    await this.checkGate(step, events);
  }

  /** An answer is never given twice, nor changed: what was read when it was given stands in the end. */
  async checkTheEnd(): Promise<void> {
    for (const [number, request] of this.answered) {
      expect(this.ends.get(number)).toBe(1);
      expect((await this.read(number)).answer).toEqual(request.answer);
    }
  }

  private async read(number: number): Promise<Request> {
    return (await this.world.manager.get<Request>(`${this.board}/requests/${number}`)).body;
  }

  private async newEvents(): Promise<Event[]> {
    const path = `${this.board}/events?after=${this.seq}`;
    const { items } = (await this.world.manager.get<EventList>(path)).body;
    this.seq = items.at(-1)?.seq ?? this.seq;
    for (const event of items) {
      const { type } = event;
      this.seen.add(type);
      for (const { request, to } of changesOf(event)) {
        const isEnd = type === 'request.withdrawn' || to?.kind !== undefined;
        if (request !== undefined && isEnd) this.ends.set(request, (this.ends.get(request) ?? 0) + 1);
      }
    }
    return items;
  }

  /** What waits now, and the answers of what waits no more. */
  private async look(): Promise<void> {
    const before = this.waiting;
    const path = `${this.board}/requests?state=waiting&size=100`;
    this.waiting = (await this.world.manager.get<RequestList>(path)).body.items;
    const still = new Set(this.waiting.map(({ number }) => number));
    for (const number of [...before.map((each) => each.number), ...this.ends.keys()]) {
      if (!still.has(number) && !this.answered.has(number))
        this.answered.set(number, await this.read(number));
    }
  }

  private checkRequests(step: Step): void {
    expect(this.waiting.length).toBeLessThanOrEqual(this.policy.depth);
    for (const { number, answer, state } of this.answered.values()) {
      expect({ number, state, ends: this.ends.get(number) }).toEqual({ number, state: 'answered', ends: 1 });
      this.seen.add(`answer ${answer?.kind}`);
    }
    for (const { number, answer, expiresAt, pausedAt } of this.waiting) {
      expect({ number, answer, ends: this.ends.get(number) ?? 0 }).toEqual({ number, answer: null, ends: 0 });
      if (step.does !== 'pass') continue;
      const end = pausedAt ? new Date(pausedAt).getTime() + maxPauseDays * aDay : Date.parse(expiresAt);
      expect({ number, waitsWithin: end > this.sweptAt.getTime() - 60_000 }).toEqual({
        number,
        waitsWithin: true,
      });
    }
  }

  /** Those that domain's rule names, and so nothing that has a date or can't wait, and nothing before a lower class. */
  private checkShedding(before: readonly Request[], events: readonly Event[]): void {
    const came = events.find(({ type }) => type === 'request.submitted' || type === 'request.askedAgain');
    const changes = came ? changesOf(came) : [];
    const number = changes[0]?.request;
    if (number === undefined) return;
    const shed = changes.flatMap(({ request, to }) => (to?.kind === 'shed' ? [request] : []));
    const arrived = [...this.waiting, ...this.answered.values()].find((each) => each.number === number);
    const all = [...before, ...(arrived ? [arrived] : [])].map((each) => ({
      ...each,
      byTicket: this.byTicket.has(each.number),
    }));
    expect(shed).toEqual(selectRequestsToShed(all, this.policy).sort((one, other) => one - other));
    for (const each of all)
      if (shed.includes(each.number)) expect(sheddableClasses).toContain(each.classOfService);
  }

  /** By itself it takes the step that domain's rule names, in a sweep and nowhere else; else it stands. */
  private async checkGate(step: Step, events: readonly Event[]): Promise<void> {
    const { world, policy } = this;
    const moved = events.filter(({ type, actor }) => type === 'gate.changed' && actor === null);
    const { level } = (await world.manager.get<Pressure>(`${this.board}/pressure`)).body;
    if (step.does !== 'pass') {
      expect(moved).toEqual([]);
      return;
    }
    const now = new Date(moved[0]?.at ?? this.sweptAt);
    this.saturatedSince = level >= saturatedThreshold ? (this.saturatedSince ?? this.sweptAt) : null;
    const oldest = this.waiting.map(({ submittedAt }) => submittedAt).sort()[0];
    const { state, since, until, by } = this.gate;
    const due = nextGateStep(
      { state, since, until, byHand: by !== null },
      {
        now,
        waiting: this.waiting.length,
        overdue: this.waiting.filter((each) => isOverdue(each, now)).length,
        oldestWaitingWorkingHours: oldest ? workingSecondsBetween(oldest, now, policy) / 3600 : null,
        answerWithinHours: policy.answerWithinHours,
        saturatedSince: this.saturatedSince,
        level,
      },
    );
    expect(
      moved
        .map((event) => changesOf(event)[0])
        .map((change) => [change?.from?.state, change?.to?.state, change?.to?.cause]),
    ).toEqual(due ? [[state, due.state, due.cause]] : []);
    if (!due) return;
    this.gate = (await world.manager.get<Intake>(`${this.board}/intake`)).body.gate;
    expect(this.gate).toMatchObject({ state: due.state, by: null, until: null });
    this.seen.add(`gate ${due.state}`);
  }
}
