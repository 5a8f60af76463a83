import type { ClassOfService } from '../../vocabulary/vocabulary.js';
import { type Arriving, classIn } from './arrivals.js';
import { CardQueue } from './card-queue.js';
import type { BoardRules } from './history/history.js';
import { IntakeLine } from './intake-line.js';
import type { IntakeDraw } from './intake-sample.js';
import { atOnce, type Pulling, pullRate } from './pulling.js';
import { drawnFor, randomAt } from './random.js';
import { RuleBook, rankOf } from './rule-book.js';
import type { Capacity } from './staffing.js';
import { type Job, Station } from './station.js';
import type { CardNeeds } from './work-sample.js';

/** A board as a simulation takes it. Times are working days. */
export type BoardModel = {
  columns: number;
  needs: readonly CardNeeds[];
  capacity: Capacity;
  pulling: Pulling;
  /** Null: the cards of requests arrive like others. */
  intake: IntakeDraw | null;
  /** The share of accepted requests that go straight into flight. */
  straightShare: number;
  mix: ReadonlyMap<ClassOfService, number>;
  arrivals: readonly Arriving[];
  /** How many cards are queued when the measured time begins. */
  backlog: number;
  seed: number;
  run: number;
};

/** Rules from a time on. */
export type RulesFrom = { at: number; rules: BoardRules };

/** What happened in the measured time. */
export type Outcome = {
  delivered: { committed: number; at: number }[];
  answers: { submitted: number; at: number }[];
  requests: number;
  refused: number;
  /** The mean number of cards in flight. */
  inFlight: number;
};

type Flight = Job & { needs: CardNeeds; rank: number; column: number; committed: number; since: number };

/**
 * A discrete-event simulation of a board as a tandem of columns with limits: a card leaves its column only when the next one has room, so a
 * full column blocks the ones before it. Cards are pulled by class, then by age. Measures from `from` to `to`; what is before only fills
 * the board.
 */
export function simulate(
  model: BoardModel,
  steps: readonly RulesFrom[],
  span: { from: number; to: number },
): Outcome {
  return new Simulation(model, steps, span).run();
}

class Simulation {
  private now = 0;
  private book: RuleBook;
  private readonly stations: Station<Flight>[];
  private readonly intake: IntakeLine | null;
  /** Blocked or otherwise waiting until `finish`. */
  private readonly pauses: Flight[] = [];
  /** Finished in their column, waiting for room in the next. */
  private readonly finished: Flight[] = [];
  private readonly queue: CardQueue;
  private inFlight = 0;
  private pulls = 0;
  private toNextPull: number;
  private measured = 0;
  private readonly delivered: Outcome['delivered'] = [];

  constructor(
    private readonly model: BoardModel,
    private readonly steps: readonly RulesFrom[],
    private readonly span: { from: number; to: number },
  ) {
    const { rules } = steps[0] as RulesFrom;
    this.book = new RuleBook(rules, model.columns);
    this.stations = model.capacity.of.map((capacity) => new Station(capacity * rules.staffing));
    this.intake = model.intake && new IntakeLine(model.intake, model);
    this.queue = new CardQueue(model.needs, model);
    this.toNextPull = this.waitOf(0);
    this.queue.fill(model.backlog);
  }

  run(): Outcome {
    const { model, steps, span, intake } = this;
    let [arrival, step, isMeasuring] = [0, 1, false];
    while (true) {
      const arrivesAt = model.arrivals[arrival]?.at ?? Infinity;
      const stepsAt = steps[step]?.at ?? Infinity;
      const measuresAt = isMeasuring ? span.to : span.from;
      const pausedUntil = earliest(this.pauses);
      const finishedAt = this.nextFinish();
      const pullsAt = this.pullAt();
      const intakeAt = intake?.nextAt ?? Infinity;
      const next = Math.min(arrivesAt, stepsAt, measuresAt, pausedUntil, finishedAt, pullsAt, intakeAt);
      this.advance(next);
      if (next === measuresAt) {
        if (isMeasuring) break;
        isMeasuring = true;
        this.measured = 0;
        this.queue.fill(model.backlog);
      } else if (next === stepsAt) {
        this.change((steps[step] as RulesFrom).rules);
        step += 1;
      } else if (next === finishedAt) {
        const station = this.stations.find(({ nextAt }) => nextAt === next) as Station<Flight>;
        this.pauseOrFinish(station.takeFinished(this.now));
      } else if (next === pausedUntil) {
        const at = this.pauses.findIndex(({ finish }) => finish === next);
        this.finish(this.pauses.splice(at, 1)[0] as Flight);
      } else if (next === arrivesAt) {
        this.arrive(model.arrivals[arrival] as Arriving, arrival);
        arrival += 1;
      } else if (next === intakeAt) {
        intake?.step(this.now);
      } else {
        this.toNextPull = 0;
      }
      this.settle();
    }
    return {
      delivered: this.delivered.filter(({ at }) => at > span.from),
      answers: intake?.answers.filter(({ at }) => at > span.from) ?? [],
      requests: intake?.asked.filter((at) => at > span.from).length ?? 0,
      refused: intake?.refused.filter((at) => at > span.from).length ?? 0,
      inFlight: this.measured / Math.max(1e-9, span.to - span.from),
    };
  }

  private nextFinish(): number {
    let first = Infinity;
    for (const { nextAt } of this.stations) if (nextAt < first) first = nextAt;
    return first;
  }

  private advance(to: number): void {
    const length = to - this.now;
    for (const station of this.stations) station.advance(length);
    this.intake?.advance(length);
    this.measured += this.inFlight * length;
    const rate = this.pullRate();
    if (rate > 0) this.toNextPull = Math.max(0, this.toNextPull - rate * length);
    this.now = to;
  }

  private arrive({ kind, isStraight, classOfService }: Arriving, at: number): void {
    const { model } = this;
    const { mix } = this.book.rules;
    const own = classIn(classOfService, model.mix, mix, randomAt(model.seed, model.run, drawnFor.class, at));
    if (kind === 'request' && this.intake) this.intake.ask(own, at, this.book.rules, this.now);
    else this.queue.add(own, at, isStraight);
  }

  /** Everything that can move now moves, until nothing can. */
  private settle(): void {
    while (this.acceptRequests() || this.moveFinished() || this.commitStraight() || this.pull());
  }

  private acceptRequests(): boolean {
    const { intake, model } = this;
    if (!intake || intake.accepted.length === 0) return false;
    const { queueMax } = this.book.rules;
    if (queueMax !== null && this.queue.length >= queueMax) return false;
    const { classOfService, at } = intake.takeAccepted();
    const isStraight = randomAt(model.seed, model.run, drawnFor.straight, at) < model.straightShare;
    this.queue.add(classOfService, at, isStraight);
    return true;
  }

  private moveFinished(): boolean {
    const { finished, book } = this;
    if (finished.length === 0) return false;
    let best = -1;
    for (let at = 0; at < finished.length; at += 1) {
      const card = finished[at]!;
      const other = best < 0 ? null : finished[best]!;
      // The last columns first, as a board is walked from right to left.
      const isBefore =
        !other ||
        card.column > other.column ||
        (card.column === other.column &&
          (card.rank < other.rank || (card.rank === other.rank && card.since < other.since)));
      if (isBefore && book.hasRoom(card.rank, card.column, this.columnAfter(card.needs, card.column)))
        best = at;
    }
    if (best < 0) return false;
    const [card] = finished.splice(best, 1);
    this.enter(card as Flight, this.columnAfter((card as Flight).needs, (card as Flight).column));
    return true;
  }

  private commitStraight(): boolean {
    const next = this.nextOf(this.queue.straight);
    if (!next) return false;
    this.commit(next.shift() as CardNeeds);
    return true;
  }

  private pull(): boolean {
    const rate = this.pullRate();
    if (rate === 0 || (this.toNextPull > 0 && rate < atOnce)) return false;
    const queue = this.nextOf(this.queue.queued) as CardNeeds[];
    this.pulls += 1;
    this.toNextPull = this.waitOf(this.pulls);
    this.commit(queue.shift() as CardNeeds);
    return true;
  }

  private pullAt(): number {
    const rate = this.pullRate();
    return rate > 0 ? this.now + this.toNextPull / rate : Infinity;
  }

  private pullRate(): number {
    return this.nextOf(this.queue.queued) ? pullRate(this.model.pulling, this.inFlight) : 0;
  }

  /** The queue of the first class whose next card has room. */
  private nextOf(queues: readonly CardNeeds[][]): CardNeeds[] | null {
    for (const queue of queues) if (queue.length > 0 && this.canCommit(queue[0]!)) return queue;
    return null;
  }

  private canCommit(needs: CardNeeds): boolean {
    const first = this.columnAfter(needs, -1);
    return first < 0 || this.book.hasRoom(rankOf(needs.classOfService), -1, first);
  }

  private commit(needs: CardNeeds): void {
    const rank = rankOf(needs.classOfService);
    this.inFlight += 1;
    this.enter(
      { finish: 0, needs, rank, column: -1, committed: this.now, since: this.now },
      this.columnAfter(needs, -1),
    );
  }

  /** The card leaves its column, if it is in one, for another; −1: it leaves the flight. */
  private enter(card: Flight, column: number): void {
    if (card.column >= 0) this.book.leave(card.rank, card.column);
    card.column = column;
    if (column < 0) {
      this.inFlight -= 1;
      if (card.needs.isDelivered) this.delivered.push({ committed: card.committed, at: this.now });
      return;
    }
    this.book.enter(card.rank, column);
    const work = card.needs.work[column]!;
    const station = this.stations[this.model.capacity.isShared ? 0 : column]!;
    if (work > 0) station.add(card, work, this.now);
    else this.pauseOrFinish(card);
  }

  private pauseOrFinish(card: Flight): void {
    const pause = card.needs.pause[card.column]!;
    if (pause <= 0) this.finish(card);
    else {
      card.finish = this.now + pause;
      this.pauses.push(card);
    }
  }

  private finish(card: Flight): void {
    card.since = this.now;
    if (this.columnAfter(card.needs, card.column) < 0) this.enter(card, -1);
    else this.finished.push(card);
  }

  /** −1 after the last. */
  private columnAfter({ visits }: CardNeeds, column: number): number {
    return visits.indexOf(true, column + 1);
  }

  private change(rules: BoardRules): void {
    this.book = new RuleBook(rules, this.model.columns);
    const working = this.stations.flatMap(({ jobs }) => jobs);
    for (const { rank, column } of [...working, ...this.pauses, ...this.finished])
      this.book.enter(rank, column);
    for (const [at, station] of this.stations.entries()) {
      station.staff((this.model.capacity.of[at] as number) * rules.staffing, this.now);
    }
  }

  /** How long the next pull takes, at a rate of 1. */
  private waitOf(pull: number): number {
    return -Math.log(1 - randomAt(this.model.seed, this.model.run, drawnFor.pull, pull));
  }
}

function earliest(all: readonly Job[]): number {
  let first = Infinity;
  for (let at = 0; at < all.length; at += 1) if (all[at]!.finish < first) first = all[at]!.finish;
  return first;
}
