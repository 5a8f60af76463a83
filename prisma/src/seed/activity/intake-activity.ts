import { addOfficeHours, day, hour, officeDay, workingDateAfter } from '../calendar.js';
import { type CastName, cast, type Person, requesters } from '../cast.js';
import type { BoardHistory } from '../history/board-history.js';
import {
  accept,
  answerDuplicate,
  answerNotNow,
  askAgain,
  askQuestion,
  expire,
  submit,
  trade,
  waiting,
  withdraw,
} from '../history/requests.js';
import type { Random } from '../random.js';
import type { RequestRow } from '../rows.js';
import { arrivals, type Submission } from './arrivals.js';
import type { Outcome, Plan, PlannedRequest } from './plan.js';
import type { SimulatedClock } from './simulated-clock.js';
import type { Team } from './team.js';
import type { Step } from './time-steps.js';

/** The steps of a day at which the manager answers requests: morning and afternoon. */
const sessions = [7, 27];
/** In the last days only requests with a given hour come, so that there is room for them. */
const quietDays = 9;

const noRoom = {
  kind: 'defer',
  reason: 'noCapacity',
  message:
    'Our board and our queue are full, so we cannot start this now. Please ask again from that date: your request will then be first in its class.',
  weeks: 3,
} as const;

/** The requests of a board: who submits when, and the answers. */
export class IntakeActivity {
  private readonly submissions: Submission[];
  private readonly planned = new Map<string, PlannedRequest>();
  /** When the requests came, in the simulation's own time. */
  private readonly arrived = new Map<string, Date>();

  constructor(
    private readonly history: BoardHistory,
    private readonly plan: Plan,
    private readonly clock: SimulatedClock,
    private readonly random: Random,
    private readonly now: Date,
    steps: Step[],
    private readonly lane: string | null,
  ) {
    this.submissions = arrivals(plan, steps, random, now, quietDays);
  }

  /** Submits the requests that are due until then. */
  arrive(until: Date): void {
    this.submissions.sort((one, other) => one.at.getTime() - other.at.getTime());
    while (this.submissions[0] && this.submissions[0].at <= until) this.admit(this.submissions.shift()!);
  }

  /** Answers requests. The team says whether one more card fits, and which one can make way. */
  answer(step: Step, team: Team): void {
    this.expireDue(step.at);
    this.askQuestions(step.at);
    this.acceptDue(step, team);
    if (!sessions.includes(step.ofDay) || this.isRush(step)) return;
    for (const request of waiting(this.history)) {
      const age = step.at.getTime() - this.arrivalOf(request).getTime();
      const answerAfter = this.random.chance(0.45) ? 4 * hour : 44 * hour;
      if (age > answerAfter) this.answerOne(request, step, team);
    }
  }

  /** How many places of the first column are kept for requests that wait, or come within a day, and will be accepted. */
  placesToKeep(step: Step): number {
    const soon = this.submissions.filter(({ at }) => at.getTime() < step.at.getTime() + day);
    const outcomes = [
      ...waiting(this.history).map((request) => this.outcomeOf(request)),
      ...soon.map(({ ask }) => ask.outcome).filter((outcome) => 'afterHours' in outcome),
    ];
    // A trade may put both cards into the column.
    return outcomes.reduce((sum, { kind }) => sum + (kind === 'trade' ? 2 : kind === 'accept' ? 1 : 0), 0);
  }

  private admit({ at, ask, again }: Submission): void {
    const { clock, history, plan } = this;
    const by = requesters[ask.by];
    const moment = clock.next(at);
    const { title, description, classOfService, neededInDays } = ask;
    const neededBy =
      neededInDays === undefined ? null : workingDateAfter(moment, neededInDays, plan.board.intake.timeZone);
    const request = again
      ? askAgain(history, moment, by, again)
      : submit(history, moment, by, {
          title,
          neededBy,
          ...(description && { description }),
          ...(classOfService && { classOfService }),
        });
    if (request) {
      this.planned.set(request.id, ask);
      this.arrived.set(request.id, clock.current);
    } else
      this.scheduleAgain({
        at: new Date(at.getTime() + this.random.whole(44, 100) * hour),
        ask,
        ...(again && { again }),
      });
  }

  private scheduleAgain(arrival: Submission): void {
    if (arrival.at.getTime() < this.now.getTime() - quietDays * day) this.submissions.push(arrival);
  }

  private answerOne(request: RequestRow, step: Step, team: Team): void {
    const { history, clock } = this;
    const outcome = this.outcomeOf(request);
    if (outcome.kind === 'wait' || outcome.kind === 'expire' || outcome.kind === 'trade') return;
    if (outcome.kind === 'accept' && outcome.afterHours !== undefined) return;
    if (outcome.kind === 'accept' && !team.hasRoom(step)) {
      this.deferForRoom(request);
      return;
    }
    const at = clock.next();
    const manager = cast[this.random.chance(0.88) ? this.plan.manager : this.plan.owner];
    if (outcome.kind === 'accept') this.accept(at, manager, request, outcome, team);
    else if (outcome.kind === 'withdraw') withdraw(history, at, requesterOf(request), request);
    else if (outcome.kind === 'decline') answerNotNow(history, at, manager, request, outcome);
    else if (outcome.kind === 'duplicate') {
      const other = history.rows.requests.find(({ title }) => title === outcome.of)!;
      answerDuplicate(history, at, manager, request, { other, message: outcome.message });
    } else this.defer(at, manager, request, this.planned.get(request.id)!, outcome);
  }

  /** Accepts the requests with a planned time of their answer. */
  private acceptDue(step: Step, team: Team): void {
    const { history, clock, plan } = this;
    const manager = cast[plan.manager];
    for (const request of waiting(history)) {
      const outcome = this.outcomeOf(request);
      if (outcome.kind !== 'accept' && outcome.kind !== 'trade') continue;
      const { afterHours } = outcome;
      if (afterHours === undefined || !team.hasRoom(step)) continue;
      if (step.at < addOfficeHours(this.arrivalOf(request), afterHours, plan.board.intake.timeZone)) continue;
      if (outcome.kind === 'accept') this.accept(clock.next(), manager, request, outcome, team);
      else {
        const displaced = team.displaceable();
        if (!displaced) continue;
        const answer = { displaced, reason: outcome.reason, message: outcome.message };
        team.startTraded(trade(history, clock.next(), manager, request, answer), displaced);
      }
    }
  }

  private accept(
    at: Date,
    by: Person,
    request: RequestRow,
    { message, held, takenOff }: Extract<Outcome, { kind: 'accept' }>,
    team: Team,
  ): void {
    const card = accept(this.history, at, by, request, message, this.lane);
    if (held) team.hold(card);
    if (takenOff) team.planTakeOff(card, at, takenOff);
  }

  private expireDue(until: Date): void {
    for (const request of waiting(this.history))
      if (request.expiresAt <= until) expire(this.history, this.clock.next(), request);
  }

  private askQuestions(until: Date): void {
    for (const request of waiting(this.history)) {
      const outcome = this.outcomeOf(request);
      if (outcome.kind !== 'wait' || !outcome.asked || request.pausedAt) continue;
      if (this.arrivalOf(request).getTime() + outcome.asked.afterHours * hour > until.getTime()) continue;
      askQuestion(this.history, this.clock.next(), cast[this.plan.manager], request, outcome.asked.body);
    }
  }

  /** Defers a request for lack of room, but only on the last working day before its answer is due. */
  private deferForRoom(request: RequestRow): void {
    const at = this.clock.next();
    if (this.clock.current < addOfficeHours(request.answerBy, -officeDay, this.plan.board.intake.timeZone))
      return;
    this.defer(at, cast[this.plan.manager], request, this.planned.get(request.id)!, noRoom);
  }

  private arrivalOf = (request: RequestRow): Date => this.arrived.get(request.id) ?? request.submittedAt;

  private outcomeOf(request: RequestRow): Outcome {
    return request.byTicket ? { kind: 'accept' } : this.planned.get(request.id)!.outcome;
  }

  private defer(
    at: Date,
    manager: Person,
    request: RequestRow,
    ask: PlannedRequest,
    { kind, reason, message, weeks, unused }: Extract<Outcome, { kind: 'defer' }>,
  ): void {
    const until = workingDateAfter(at, weeks * 7, this.plan.board.intake.timeZone);
    answerNotNow(this.history, at, manager, request, { kind, reason, message, until });
    if (unused || this.random.chance(0.25)) return;
    const back = new Date(`${until}T08:00:00Z`).getTime() + this.random.whole(0, 8 * 60) * (hour / 60);
    this.scheduleAgain({ at: new Date(back), ask, again: request });
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
