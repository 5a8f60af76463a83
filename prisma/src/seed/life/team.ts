import type { Column } from '../../generated/client.js';
import { workingDateAfter } from '../calendar.js';
import { type CastName, cast, type Person } from '../cast.js';
import type { BoardPast } from '../past/board.js';
import {
  archiveCard,
  assignCard,
  blockCard,
  comment,
  createCard,
  finishCard,
  moveCard,
  putBackCard,
  unblockCard,
} from '../past/cards.js';
import type { Random } from '../random.js';
import type { CardRow } from '../rows.js';
import { Course } from './course.js';
import type { Moments } from './moments.js';
import type { Plan, Work } from './plan.js';
import { type Step, stepHours } from './steps.js';

/** What is left to do on a card where it stands. */
type Toil = { hours: number; blockAt: number | null; blockedHours: number; stays: boolean };

const byClass = { expedite: 0.12, fixedDate: 0.8, standard: 1, intangible: 1.15 };
const urgency = ['expedite', 'fixedDate', 'standard', 'intangible'];

/** The team: what it takes up, works on, gets blocked at and hands over, column by column. */
export class Team {
  private readonly toil = new Map<string, Toil>();
  private readonly people = new Map<string, Person>();
  private readonly work: Work[];
  readonly course: Course;

  constructor(
    private readonly past: BoardPast,
    private readonly plan: Plan,
    private readonly moments: Moments,
    private readonly random: Random,
    now: Date,
  ) {
    this.work = [...plan.work];
    this.course = new Course(past, plan, now);
  }

  private get columns() {
    return this.past.rows.columns;
  }

  /** Whether one more card may stand in the first column. */
  hasRoom = (step: Step): boolean => this.course.mayEnter(this.columns[0]!, step);

  begin(work: Work): CardRow {
    const at = this.moments.next();
    const { dueInDays, ...card } = work;
    const { timeZone } = this.past.intake;
    const dueOn = dueInDays === undefined ? null : workingDateAfter(at, dueInDays, timeZone);
    return createCard(this.past, at, this.anyone(), { ...card, dueOn, swimlaneId: this.laneOf('own') });
  }

  toilOn(step: Step): void {
    for (const column of this.columns.filter(({ kind }) => kind === 'active')) {
      for (const card of this.past.standing(column)) {
        this.workOn(card);
        if (column.split && !card.done && this.isReady(card, this.course.isToShow(column, step)))
          this.finish(card);
      }
      this.course.troubles(column, step, (card) => this.toil.get(card.id)!.stays).forEach(this.trouble);
    }
  }

  /** Downstream first, so that what leaves makes room for what follows. */
  pull(step: Step): void {
    for (let index = this.columns.length - 2; index >= 0; index -= 1) {
      const [from, to] = [this.columns[index]!, this.columns[index + 1]!];
      for (const card of this.inTurn(this.past.standing(from))) {
        const hurried = this.course.isFilling(to, step);
        if (!this.isReady(card, hurried) || !this.course.mayMove(card, from, to, step)) continue;
        if (
          from.kind === 'queue' &&
          !hurried &&
          card.classOfService !== 'expedite' &&
          !this.random.chance(0.35)
        )
          continue;
        if (from.split && !card.done) this.finish(card);
        this.handOver(card, to, step);
      }
    }
  }

  /** The card that came last to a column goes back before the commitment point, if there is room. */
  putBack(column: Column, reason: string): boolean {
    const card = this.past
      .standing(column)
      .filter(({ id, classOfService }) => classOfService === 'standard' && !this.toil.get(id)!.blockedHours)
      .at(-1);
    if (!card || !this.past.hasRoom(this.columns[0]!, card)) return false;
    putBackCard(this.past, this.moments.next(), cast[this.plan.manager], card, reason);
    this.toil.delete(card.id);
    return true;
  }

  laneOf(kind: 'asked' | 'own'): string | null {
    const name = this.plan.lanes?.[kind];
    return this.past.rows.swimlanes.find((lane) => lane.name === name)?.id ?? null;
  }

  /** Three mornings a week, and whenever little is left; with places kept for requests that are to be accepted. */
  replenish(step: Step, kept: number): void {
    const ready = this.columns[0]!;
    const meeting = step.ofDay === 4 && [1, 3, 5].includes(step.day.weekday);
    const wanted = (this.course.wanted(ready, step) ?? this.plan.stock) - kept;
    if (!meeting && this.past.load(ready) > 1 && !this.course.isSettling(step)) return;
    while (this.work[0] && this.past.load(ready) < wanted && this.hasRoom(step))
      this.begin(this.work.shift()!);
  }

  /** On Fridays: what was delivered long ago, and what nobody has begun for weeks. */
  tidy(step: Step): void {
    if (step.day.weekday !== 5 || step.ofDay !== 30 || step.left < 3) return;
    const daysSince = (at: Date) => (step.at.getTime() - at.getTime()) / 86_400_000;
    for (const card of this.past.standing(this.columns.at(-1)!)) {
      if (daysSince(card.deliveredAt!) > 55 && this.random.chance(0.15))
        archiveCard(this.past, this.moments.next(), cast[this.plan.manager], card);
    }
    for (const card of this.past.standing(this.columns[0]!)) {
      if (card.requestId || daysSince(card.enteredColumnAt) < 8 || !this.random.chance(0.6)) continue;
      comment(
        this.past,
        this.moments.next(),
        cast[this.plan.manager],
        card,
        this.random.pick(this.plan.comments.dropped),
      );
      archiveCard(this.past, this.moments.next(), cast[this.plan.manager], card);
    }
  }

  private workOn(card: CardRow): void {
    const toil = this.toil.get(card.id)!;
    if (toil.blockedHours > 0) {
      toil.blockedHours -= stepHours;
      if (toil.blockedHours > 0) return;
      if (this.random.chance(0.3))
        comment(
          this.past,
          this.moments.next(),
          this.personOf(card),
          card,
          this.random.pick(this.plan.comments.unblocked),
        );
      unblockCard(this.past, this.moments.next(), this.personOf(card), card);
      return;
    }
    toil.hours -= stepHours;
    if (toil.blockAt === null || toil.hours > toil.blockAt) return;
    toil.blockAt = null;
    toil.blockedHours = Math.max(2, this.random.around(9, 0.8));
    blockCard(
      this.past,
      this.moments.next(),
      this.personOf(card),
      card,
      this.random.pick(this.plan.blockReasons),
    );
  }

  private trouble = ({ card, reason, said }: { card: CardRow; reason?: string; said?: string }): void => {
    const toil = this.toil.get(card.id)!;
    toil.stays = true;
    if (said) comment(this.past, this.moments.next(), this.personOf(card), card, said);
    if (!reason) return;
    const isBlocked = toil.blockedHours > 0;
    toil.blockedHours = Number.POSITIVE_INFINITY;
    if (!isBlocked) blockCard(this.past, this.moments.next(), this.personOf(card), card, reason);
  };

  private isReady(card: CardRow, hurried: boolean): boolean {
    const toil = this.toil.get(card.id);
    if (!toil) return true;
    return !toil.stays && toil.blockedHours <= 0 && (toil.hours <= 0 || hurried);
  }

  private finish(card: CardRow): void {
    finishCard(this.past, this.moments.next(), this.personOf(card), card);
  }

  private handOver(card: CardRow, to: Column, step: Step): void {
    const pass = this.past.hasRoom(to, card) ? undefined : this.course.passAt(card, to, step);
    if (pass) this.course.use(pass);
    if (!this.people.has(card.id)) this.takeUp(card);
    const person = this.random.chance(0.8) ? this.personOf(card) : this.anyone();
    const by = pass?.reason ? cast[this.plan.manager] : person;
    moveCard(this.past, this.moments.next(), by, card, to, pass?.reason);
    const effort = this.plan.effort[to.name];
    if (!effort) return;
    const hours = this.random.around(effort.hours, effort.spread) * byClass[card.classOfService];
    const gets = card.classOfService !== 'expedite' && this.random.chance(0.055);
    this.toil.set(card.id, { hours, blockAt: gets ? hours * 0.6 : null, blockedHours: 0, stays: false });
    if (card.classOfService !== 'intangible' && this.random.chance(0.09))
      comment(
        this.past,
        this.moments.next(),
        this.anyone(),
        card,
        this.random.pick(this.plan.comments.handOver),
      );
  }

  private takeUp(card: CardRow): void {
    const person = this.anyoneFree();
    this.people.set(card.id, person);
    const second = this.random.chance(0.12) ? [this.anyoneFree()] : [];
    assignCard(this.past, this.moments.next(), person, card, [...new Set([person, ...second])]);
  }

  private inTurn(cards: CardRow[]): CardRow[] {
    const rank = ({ classOfService }: CardRow) => urgency.indexOf(classOfService);
    return cards.toSorted((one, other) => rank(one) - rank(other) || one.rank - other.rank);
  }

  private personOf = (card: CardRow): Person => this.people.get(card.id) ?? this.anyone();
  /** Nobody takes up a fourth card. */
  private anyoneFree(): Person {
    const flying = this.past.rows.cards.filter(
      (card) => card.committedAt && !card.deliveredAt && !card.archivedAt,
    );
    const free = this.plan.team.filter(
      (name) => flying.filter(({ id }) => this.past.isAssigned(id, cast[name].id)).length < 3,
    );
    return cast[this.random.pick<CastName>(free.length > 0 ? free : this.plan.team)];
  }

  private anyone = (): Person => cast[this.random.pick<CastName>(this.plan.team)];
}
