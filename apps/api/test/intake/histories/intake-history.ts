import { expect } from '@jest/globals';
import type { Gate, Intake, Pressure, Request, RequestList } from '@weir/contract';
import {
  isOverdue,
  maxPauseDays,
  nextGateStep,
  saturatedThreshold,
  selectRequestsToShed,
  sheddableClasses,
  workingSecondsBetween,
} from '@weir/domain';
import type { Api } from '../../support/api.js';
import { aBoard, type BoardUnderTest, type RecordedEvent } from '../../support/board.js';
import { AcceptedWork } from './accepted-work.js';
import { perform } from './perform.js';
import type { Step } from './steps.js';

const aDay = 86_400_000;
const changesWork: Step['does'][] = ['answer', 'finish', 'askAgain', 'sql'];

/** A board whose intake takes random steps. After each step the invariants are checked against what the API shows. */
export class History {
  private waiting: Request[] = [];
  private readonly answered = new Map<number, Request>();
  /** The number of events that end a request, by its number. */
  private readonly ends = new Map<number, number>();
  private readonly byTicket = new Set<number>();
  private seq = 1;
  private gate!: Gate;
  private saturatedSince: Date | null = null;
  private sweptAt: Date;
  private readonly work: AcceptedWork;
  /** The answers, gate states and event types that occurred. */
  readonly seen = new Set<string>();

  private constructor(
    private readonly api: Api,
    readonly board: BoardUnderTest,
    private readonly policy: Intake,
  ) {
    this.sweptAt = api.clock.now();
    this.gate = policy.gate;
    this.work = new AcceptedWork(api, board);
  }

  static async on(api: Api, intake: object): Promise<History> {
    const board = await aBoard(api)
      .column('Ready', { kind: 'queue', limit: 3 })
      .column('Doing', { limit: 2 })
      .column('Review')
      .intake(intake)
      .make();
    return new History(api, board, (await api.people.manager.get<Intake>(`${board.path}/intake`)).body);
  }

  async take(step: Step): Promise<void> {
    const before = this.waiting;
    if (step.does === 'pass') {
      this.api.clock.pass({ hours: step.hours });
      await this.api.service('SweepService').sweep();
      this.sweptAt = this.api.clock.now();
    } else {
      const answered = [...this.answered.values()];
      const done = await perform(this.api, this.board, step, { waiting: this.waiting, answered });
      if (done.gate) this.gate = done.gate;
      if (done.byTicket) this.byTicket.add(done.byTicket);
    }
    const events = await this.newEvents();
    await this.look();
    this.checkShedding(before, events);
    this.checkRequests(step);
    if (changesWork.includes(step.does)) await this.checkWork();
    await this.checkGate(step, events);
  }

  /** Checks that every answer was given once and never changed. */
  async checkTheEnd(): Promise<void> {
    for (const [number, request] of this.answered) {
      expect(this.ends.get(number)).toBe(1);
      expect((await this.read(number)).answer).toEqual(request.answer);
    }
    await this.work.checkTheEnd();
    for (const state of this.work.seen) this.seen.add(`work ${state}`);
  }

  private async read(number: number): Promise<Request> {
    return (await this.api.people.manager.readRequest(this.board, number)).body;
  }

  private async newEvents(): Promise<RecordedEvent[]> {
    const items = await this.board.events(this.seq);
    this.seq = items.at(-1)?.seq ?? this.seq;
    for (const { type, changes } of items) {
      this.seen.add(type);
      for (const { request, to } of changes) {
        const isEnd = type === 'request.withdrawn' || to?.kind !== undefined;
        if (request !== undefined && isEnd) this.ends.set(request, (this.ends.get(request) ?? 0) + 1);
      }
    }
    return items;
  }

  /** Reads the waiting requests, and those that no longer wait. */
  private async look(): Promise<void> {
    const before = this.waiting;
    const path = `${this.board.path}/requests?state=waiting&size=100`;
    this.waiting = (await this.api.people.manager.get<RequestList>(path)).body.items;
    const still = new Set(this.waiting.map(({ number }) => number));
    for (const number of [...before.map((each) => each.number), ...this.ends.keys()]) {
      if (!still.has(number) && !this.answered.has(number))
        this.answered.set(number, await this.read(number));
    }
  }

  /** Reads again what can change after an answer. The answer itself stays as it was first read. */
  private async checkWork(): Promise<void> {
    const path = `${this.board.path}/requests?state=answered&size=100`;
    const { items } = (await this.api.people.manager.get<RequestList>(path)).body;
    for (const now of items) {
      const first = this.answered.get(now.number);
      if (first) this.answered.set(now.number, { ...now, answer: first.answer });
    }
    await this.work.check([...this.waiting, ...this.answered.values()], this.byTicket);
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

  /** Exactly the requests named by domain's rule are shed, so never a fixed-date or expedite one. */
  private checkShedding(before: readonly Request[], events: readonly RecordedEvent[]): void {
    const came = events.find(({ type }) => type === 'request.submitted' || type === 'request.askedAgain');
    const number = came?.changes[0]?.request;
    if (number === undefined) return;
    const shed = (came?.changes ?? []).flatMap(({ request, to }) => (to?.kind === 'shed' ? [request] : []));
    const arrived = [...this.waiting, ...this.answered.values()].find((each) => each.number === number);
    const all = [...before, ...(arrived ? [arrived] : [])].map((each) => ({
      ...each,
      byTicket: this.byTicket.has(each.number),
    }));
    expect(shed).toEqual(selectRequestsToShed(all, this.policy).sort((one, other) => one - other));
    for (const each of all)
      if (shed.includes(each.number)) expect(sheddableClasses).toContain(each.classOfService);
  }

  /** The gate moves by itself only in a sweep, and only as domain's rule says. */
  private async checkGate(step: Step, events: readonly RecordedEvent[]): Promise<void> {
    const { manager } = this.api.people;
    const moved = events.filter(({ type, actor }) => type === 'gate.changed' && actor === null);
    const { level } = (await manager.get<Pressure>(`${this.board.path}/pressure`)).body;
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
        oldestWaitingWorkingHours: oldest ? workingSecondsBetween(oldest, now, this.policy) / 3600 : null,
        answerWithinHours: this.policy.answerWithinHours,
        saturatedSince: this.saturatedSince,
        level,
      },
    );
    expect(
      moved.map(({ changes }) => [changes[0]?.from?.state, changes[0]?.to?.state, changes[0]?.to?.cause]),
    ).toEqual(due ? [[state, due.state, due.cause]] : []);
    if (!due) return;
    this.gate = (await manager.get<Intake>(`${this.board.path}/intake`)).body.gate;
    expect(this.gate).toMatchObject({ state: due.state, by: null, until: null });
    this.seen.add(`gate ${due.state}`);
  }
}
