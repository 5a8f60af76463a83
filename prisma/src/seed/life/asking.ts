import { day, hour, workingDateAfter } from '../calendar.js';
import { type CastName, cast, type Person } from '../cast.js';
import type { BoardPast } from '../past/board.js';
import {
  accept,
  answerDuplicate,
  answerNotNow,
  askAgain,
  ask as askBack,
  expire,
  submit,
  waiting,
  withdraw,
} from '../past/intake.js';
import type { Random } from '../random.js';
import type { RequestRow } from '../rows.js';
import { type Arrival, arrivals } from './arrivals.js';
import type { Moments } from './moments.js';
import type { Ask, Fate, Plan } from './plan.js';
import type { Step } from './steps.js';

/** Morning and afternoon, the manager goes through what waits. */
const sessions = [7, 27];
/** Before the end only what the plan places there comes, so that it finds its place. */
const quietDays = 9;

const noRoom = {
  kind: 'defer',
  reason: 'noCapacity',
  message:
    'Everything in front of you is full, and what stands there comes first. Better to say so now than to let you wait: ask again from that day, and yours is looked at first in its class.',
  weeks: 3,
} as const;

/** The intake: who asks when, and what they are answered. */
export class Asking {
  private readonly coming: Arrival[];
  private readonly asks = new Map<string, Ask>();

  constructor(
    private readonly past: BoardPast,
    private readonly plan: Plan,
    private readonly moments: Moments,
    private readonly random: Random,
    private readonly now: Date,
    steps: Step[],
    private readonly lane: string | null,
  ) {
    this.coming = arrivals(plan, steps, random, now, quietDays);
  }

  /** All who came until then. A night's come at their own time. */
  arrive(until: Date): void {
    this.coming.sort((one, other) => one.at.getTime() - other.at.getTime());
    while (this.coming[0] && this.coming[0].at <= until) this.admit(this.coming.shift()!);
  }

  /** `room`: whether one more card may be ready. */
  answer(step: Step, room: () => boolean): void {
    this.endByItself(step.at);
    this.askBack(step.at);
    if (!sessions.includes(step.ofDay) || this.isRush(step)) return;
    for (const request of waiting(this.past)) {
      const age = step.at.getTime() - request.submittedAt.getTime();
      const patience = this.random.chance(0.45) ? 4 * hour : 44 * hour;
      if (age > patience) this.give(request, room);
    }
  }

  /** How many of those who wait are to be accepted. */
  toAccept(): number {
    return waiting(this.past).filter((request) => this.fateOf(request).kind === 'accept').length;
  }

  private admit({ at, ask, again }: Arrival): void {
    const { moments, past, plan } = this;
    const by = cast[ask.by];
    const moment = moments.next(at);
    const { title, description, classOfService, neededInDays } = ask;
    const neededBy =
      neededInDays === undefined ? null : workingDateAfter(moment, neededInDays, plan.board.intake.timeZone);
    const request = again
      ? askAgain(past, moment, by, again)
      : submit(past, moment, by, {
          title,
          neededBy,
          ...(description && { description }),
          ...(classOfService && { classOfService }),
        });
    if (request) this.asks.set(request.id, ask);
    else
      this.comeBack({
        at: new Date(at.getTime() + this.random.whole(44, 100) * hour),
        ask,
        ...(again && { again }),
      });
  }

  private comeBack(arrival: Arrival): void {
    if (arrival.at.getTime() < this.now.getTime() - quietDays * day) this.coming.push(arrival);
  }

  private give(request: RequestRow, room: () => boolean): void {
    const { past, moments } = this;
    const fate = this.fateOf(request);
    if (fate.kind === 'wait' || fate.kind === 'expire') return;
    if (fate.kind === 'accept' && !room()) {
      this.giveUp(request);
      return;
    }
    const at = moments.next();
    const manager = cast[this.random.chance(0.88) ? this.plan.manager : this.plan.owner];
    if (fate.kind === 'accept') accept(past, at, manager, request, fate.message, this.lane);
    else if (fate.kind === 'withdraw') withdraw(past, at, requesterOf(request), request);
    else if (fate.kind === 'decline') answerNotNow(past, at, manager, request, fate);
    else if (fate.kind === 'duplicate') {
      const other = past.rows.requests.find(({ title }) => title === fate.of)!;
      answerDuplicate(past, at, manager, request, { other, message: fate.message });
    } else this.defer(at, manager, request, this.asks.get(request.id)!, fate);
  }

  private endByItself(until: Date): void {
    for (const request of waiting(this.past))
      if (request.expiresAt <= until) expire(this.past, this.moments.next(), request);
  }

  private askBack(until: Date): void {
    for (const request of waiting(this.past)) {
      const fate = this.fateOf(request);
      if (fate.kind !== 'wait' || !fate.asked || request.pausedAt) continue;
      if (request.submittedAt.getTime() + fate.asked.afterHours * hour > until.getTime()) continue;
      askBack(this.past, this.moments.next(), cast[this.plan.manager], request, fate.asked.body);
    }
  }

  /** Without room a request waits on, but not past its time. */
  private giveUp(request: RequestRow): void {
    const at = this.moments.next();
    if (at.getTime() < request.answerBy.getTime() - 20 * hour) return;
    this.defer(at, cast[this.plan.manager], request, this.asks.get(request.id)!, noRoom);
  }

  private fateOf(request: RequestRow): Fate {
    return request.byTicket ? { kind: 'accept' } : this.asks.get(request.id)!.fate;
  }

  private defer(
    at: Date,
    manager: Person,
    request: RequestRow,
    ask: Ask,
    { kind, reason, message, weeks, unused }: Extract<Fate, { kind: 'defer' }>,
  ): void {
    const until = workingDateAfter(at, weeks * 7, this.plan.board.intake.timeZone);
    answerNotNow(this.past, at, manager, request, { kind, reason, message, until });
    if (unused || this.random.chance(0.25)) return;
    const back = new Date(`${until}T08:00:00Z`).getTime() + this.random.whole(0, 8 * 60) * (hour / 60);
    this.comeBack({ at: new Date(back), ask, again: request });
  }

  private isRush({ at }: Step): boolean {
    return this.plan.rushes.some(({ daysAgo }) => {
      const since = at.getTime() - (this.now.getTime() - daysAgo * day);
      return since > -12 * hour && since < 30 * hour;
    });
  }
}

function requesterOf(request: RequestRow): Person {
  const name = (Object.keys(cast) as CastName[]).find((each) => cast[each].id === request.requesterId);
  return cast[name!];
}
