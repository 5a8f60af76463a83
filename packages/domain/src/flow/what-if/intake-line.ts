import type { ClassOfService } from '../../vocabulary/vocabulary.js';
import type { BoardRules } from './history/history.js';
import type { IntakeDraw, RequestNeeds } from './intake-sample.js';
import { drawnFor, randomAt } from './random.js';
import { type Job, Station } from './station.js';

type Waiting = Job & RequestNeeds & { at: number; submitted: number; expires: number };

/** The requests that wait for an answer in a simulation. */
export class IntakeLine {
  readonly answers: { submitted: number; at: number }[] = [];
  readonly asked: number[] = [];
  readonly refused: number[] = [];
  /** Accepted requests that wait for room in the queue columns. They still take places. */
  readonly accepted: Waiting[] = [];
  private readonly station: Station<Waiting>;
  private readonly byClass: ReadonlyMap<ClassOfService, RequestNeeds[]>;
  private now = 0;

  constructor(
    private readonly draw: IntakeDraw,
    private readonly random: { seed: number; run: number },
  ) {
    this.station = new Station(draw.capacity);
    this.byClass = Map.groupBy(draw.needs, ({ classOfService }) => classOfService);
  }

  get nextAt(): number {
    return Math.min(this.station.nextAt, this.nextExpiry()?.expires ?? Infinity);
  }

  advance(length: number): void {
    this.station.advance(length);
    this.now += length;
  }

  ask(classOfService: ClassOfService, at: number, { depth, highWatermark }: BoardRules, now: number): void {
    const waiting = this.station.jobs.length + this.accepted.length;
    this.asked.push(now);
    const isShed =
      highWatermark !== null &&
      waiting >= highWatermark &&
      (classOfService === 'standard' || classOfService === 'intangible');
    if (waiting >= depth || isShed) {
      this.refused.push(now);
      return;
    }
    const fitting = this.byClass.get(classOfService) ?? this.draw.needs;
    const { seed, run } = this.random;
    const drawn = Math.floor(randomAt(seed, run, drawnFor.answer, at) * fitting.length);
    const needs = fitting[drawn] as RequestNeeds;
    const job = { ...needs, classOfService, finish: 0, at, submitted: now, expires: now + needs.patience };
    this.station.add(job, needs.work, now);
  }

  /** The next answer, or the next request expires. */
  step(now: number): void {
    if (this.station.nextAt > now) {
      const expired = this.nextExpiry() as Waiting;
      this.station.remove(expired, now);
      return;
    }
    const request = this.station.takeFinished(now);
    if (request.isAccepted) this.accepted.push(request);
    else if (!request.isWithdrawn) this.answers.push({ submitted: request.submitted, at: now });
  }

  /** The oldest of the accepted requests becomes a card. */
  takeAccepted(): Waiting {
    const request = this.accepted.shift() as Waiting;
    this.answers.push({ submitted: request.submitted, at: this.now });
    return request;
  }

  private nextExpiry(): Waiting | null {
    let first: Waiting | null = null;
    for (const job of this.station.jobs) if (!first || job.expires < first.expires) first = job;
    return first;
  }
}
