import type { Column } from '../../generated/client.js';
import { addOfficeHours, workingDateAfter } from '../calendar.js';
import { type CastName, cast, type Person } from '../cast.js';
import type { BoardHistory } from '../history/board-history.js';
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
} from '../history/cards.js';
import type { Random } from '../random.js';
import type { CardRow } from '../rows.js';
import { MoveRules } from './move-rules.js';
import type { Plan, TakenOff, Work } from './plan.js';
import type { SimulatedClock } from './simulated-clock.js';
import { type Step, stepHours } from './time-steps.js';

/** What is left to do on a card in its column. */
type RemainingWork = { hours: number; blockAt: number | null; blockedHours: number; stays: boolean };

const byClass = { expedite: 0.12, fixedDate: 0.8, standard: 1, intangible: 1.15 };
const urgency = ['expedite', 'fixedDate', 'standard', 'intangible'];

/** The team: it starts cards, works on them, gets blocked and hands them over, column by column. */
export class Team {
  private readonly remaining = new Map<string, RemainingWork>();
  private readonly people = new Map<string, Person>();
  private readonly backlog: Work[];
  /** Cards of the first column that nobody starts for now. */
  private readonly held = new Set<CardRow>();
  private readonly takeOffs: { card: CardRow; due: Date; takenOff: TakenOff }[] = [];
  readonly rules: MoveRules;

  constructor(
    private readonly history: BoardHistory,
    private readonly plan: Plan,
    private readonly clock: SimulatedClock,
    private readonly random: Random,
    now: Date,
  ) {
    this.backlog = [...plan.work];
    this.rules = new MoveRules(history, plan, now);
  }

  private get columns() {
    return this.history.rows.columns;
  }

  /** Whether one more card fits into the first column. */
  hasRoom = (step: Step): boolean => this.rules.mayEnter(this.columns[0]!, step);

  begin(work: Work): CardRow {
    const at = this.clock.next();
    const { dueInDays, ...card } = work;
    const { timeZone } = this.history.intake;
    const dueOn = dueInDays === undefined ? null : workingDateAfter(at, dueInDays, timeZone);
    return createCard(this.history, at, this.anyone(), { ...card, dueOn, swimlaneId: this.laneOf('own') });
  }

  work(step: Step): void {
    for (const column of this.columns.filter(({ kind }) => kind === 'active')) {
      for (const card of this.history.cardsIn(column)) {
        this.workOn(card, step);
        if (column.split && !card.done && this.isReady(card, this.rules.needsFinishedCard(column, step)))
          this.finish(card);
      }
      this.rules.troubles(column, step, (card) => this.remaining.get(card.id)!.stays).forEach(this.trouble);
    }
  }

  /** Pulls cards on. The last columns come first, so that they make room for the others. */
  pull(step: Step): void {
    for (let index = this.columns.length - 2; index >= 0; index -= 1) {
      const [from, to] = [this.columns[index]!, this.columns[index + 1]!];
      for (const card of this.byUrgency(this.history.cardsIn(from))) {
        if (from.kind === 'queue' && this.held.has(card)) continue;
        const hurried = this.rules.isFilling(to, step);
        if (!this.isReady(card, hurried) || !this.rules.mayMove(card, from, to, step)) continue;
        if (
          from.kind === 'queue' &&
          !hurried &&
          card.classOfService !== 'expedite' &&
          !this.random.chance(0.35)
        )
          continue;
        if (to.kind === 'done' && this.takeOffs.some((planned) => planned.card === card)) continue;
        if (from.split && !card.done) this.finish(card);
        this.handOver(card, to, step);
      }
    }
  }

  /** Puts back the card that entered the column last, if there is room. */
  putBack(column: Column, reason: string): boolean {
    const card = this.history
      .cardsIn(column)
      .filter(
        ({ id, classOfService }) => classOfService === 'standard' && !this.remaining.get(id)!.blockedHours,
      )
      .at(-1);
    if (!card || !this.history.hasRoom(this.columns[0]!, card)) return false;
    putBackCard(this.history, this.clock.next(), cast[this.plan.manager], card, reason);
    this.remaining.delete(card.id);
    return true;
  }

  /** The card that can make way for another, of those that came from a request. */
  displaceable(): CardRow | undefined {
    const [queue] = this.columns;
    const [first, ...later] = this.columns.filter(({ kind }) => kind === 'active');
    const hasRoomForBoth = this.history.load(queue!) + 2 <= this.history.max(queue!);
    const isMovable = (card: CardRow) => {
      const { blockedHours, stays } = this.remaining.get(card.id)!;
      if (!card.requestId || ['expedite', 'fixedDate'].includes(card.classOfService)) return false;
      return blockedHours <= 0 && !stays && this.history.hasRoom(queue!, card);
    };
    return (
      this.history.cardsIn(first!).find(isMovable) ??
      later
        .flatMap((column) => this.history.cardsIn(column))
        .find((card) => isMovable(card) && (hasRoomForBoth || this.history.hasRoom(first!, card)))
    );
  }

  hold(card: CardRow): void {
    this.held.add(card);
  }

  /** Plans that a card leaves the board undelivered. Nobody delivers it until then. */
  planTakeOff(card: CardRow, accepted: Date, takenOff: TakenOff): void {
    const { timeZone } = this.history.intake;
    this.takeOffs.push({ card, due: addOfficeHours(accepted, takenOff.officeHours, timeZone), takenOff });
  }

  takeOffDue(step: Step): void {
    const [next] = this.takeOffs;
    if (!next || next.due > step.at || next.card.deliveredAt) return;
    const { reason, message } = next.takenOff;
    archiveCard(this.history, this.clock.next(), cast[this.plan.manager], next.card, { reason, message });
    this.takeOffs.shift();
  }

  laneOf(kind: 'asked' | 'own'): string | null {
    const name = this.plan.lanes?.[kind];
    return this.history.rows.swimlanes.find((lane) => lane.name === name)?.id ?? null;
  }

  /** Starts new cards three mornings a week and when few are ready. Keeps places for requests to accept. */
  replenish(step: Step, kept: number): void {
    const ready = this.columns[0]!;
    const meeting = step.ofDay === 4 && [1, 3, 5].includes(step.day.weekday);
    const wanted = (this.rules.wanted(ready, step) ?? this.plan.stock) - kept;
    if (!meeting && this.history.load(ready) > 1 && !this.rules.isSettling(step)) return;
    while (this.backlog[0] && this.history.load(ready) < wanted && this.hasRoom(step))
      this.begin(this.backlog.shift()!);
  }

  /** Archives on Fridays what was delivered long ago and what nobody has started for weeks. */
  cleanUp(step: Step): void {
    if (step.day.weekday !== 5 || step.ofDay !== 30 || step.left < 3) return;
    const daysSince = (at: Date) => (step.at.getTime() - at.getTime()) / 86_400_000;
    for (const card of this.history.cardsIn(this.columns.at(-1)!)) {
      if (daysSince(card.deliveredAt!) > 55 && this.random.chance(0.15))
        archiveCard(this.history, this.clock.next(), cast[this.plan.manager], card);
    }
    for (const card of this.history.cardsIn(this.columns[0]!)) {
      if (card.requestId || daysSince(card.enteredColumnAt) < 8 || !this.random.chance(0.6)) continue;
      this.say(() => cast[this.plan.manager], card, this.plan.comments.dropped);
      archiveCard(this.history, this.clock.next(), cast[this.plan.manager], card);
    }
  }

  private workOn(card: CardRow, step: Step): void {
    const left = this.remaining.get(card.id)!;
    if (left.blockedHours > 0) {
      left.blockedHours -= stepHours;
      if (left.blockedHours > 0) return;
      if (this.random.chance(0.3)) this.say(this.personOf, card, this.plan.comments.unblocked);
      unblockCard(this.history, this.clock.next(), this.personOf(card), card);
      return;
    }
    left.hours -= stepHours;
    // In the last days only what is planned is blocked, so that work still flows.
    if (left.blockAt === null || left.hours > left.blockAt || this.rules.isSettling(step)) return;
    left.blockAt = null;
    left.blockedHours = Math.max(2, this.random.around(9, 0.8));
    blockCard(
      this.history,
      this.clock.next(),
      this.personOf(card),
      card,
      this.random.pick(this.plan.blockReasons),
    );
  }

  private trouble = ({
    card,
    reason,
    comment: text,
  }: {
    card: CardRow;
    reason?: string;
    comment?: string;
  }): void => {
    const left = this.remaining.get(card.id)!;
    left.stays = true;
    if (text) comment(this.history, this.clock.next(), this.personOf(card), card, text);
    if (!reason) return;
    const isBlocked = left.blockedHours > 0;
    left.blockedHours = Number.POSITIVE_INFINITY;
    if (!isBlocked) blockCard(this.history, this.clock.next(), this.personOf(card), card, reason);
  };

  private isReady(card: CardRow, hurried: boolean): boolean {
    const left = this.remaining.get(card.id);
    if (!left) return true;
    return !left.stays && left.blockedHours <= 0 && (left.hours <= 0 || hurried);
  }

  private finish(card: CardRow): void {
    finishCard(this.history, this.clock.next(), this.personOf(card), card);
  }

  private handOver(card: CardRow, to: Column, step: Step): void {
    const override = this.history.hasRoom(to, card) ? undefined : this.rules.dueOverride(card, to, step);
    if (override) this.rules.use(override);
    if (!this.people.has(card.id)) this.takeUp(card);
    const person = this.random.chance(0.8) ? this.personOf(card) : this.anyone();
    const by = override?.reason ? cast[this.plan.manager] : person;
    moveCard(this.history, this.clock.next(), by, card, to, override?.reason);
    this.startIn(to, card);
  }

  /** Starts work on a card that a trade put into an active column. Nobody starts the displaced one again for now. */
  startTraded(card: CardRow, displaced: CardRow): void {
    this.hold(displaced);
    if (!card.committedAt) return;
    this.takeUp(card);
    this.startIn(this.history.column(card.columnId), card);
  }

  private startIn(column: Column, card: CardRow): void {
    const effort = this.plan.effort[column.name];
    if (!effort) return;
    const hours = this.random.around(effort.hours, effort.spread) * byClass[card.classOfService];
    const gets = card.classOfService !== 'expedite' && this.random.chance(0.055);
    this.remaining.set(card.id, { hours, blockAt: gets ? hours * 0.6 : null, blockedHours: 0, stays: false });
    if (card.classOfService !== 'intangible' && this.random.chance(0.09))
      this.say(this.anyone, card, this.plan.comments.handOver);
  }

  private takeUp(card: CardRow): void {
    const person = this.anyoneFree();
    this.people.set(card.id, person);
    const second = this.random.chance(0.12) ? [this.anyoneFree()] : [];
    assignCard(this.history, this.clock.next(), person, card, [...new Set([person, ...second])]);
  }

  private byUrgency(cards: CardRow[]): CardRow[] {
    const rank = ({ classOfService }: CardRow) => urgency.indexOf(classOfService);
    return cards.toSorted((one, other) => rank(one) - rank(other) || one.rank - other.rank);
  }

  /** Comments with one of these texts. */
  private say(by: (card: CardRow) => Person, card: CardRow, texts: readonly string[]): void {
    comment(this.history, this.clock.next(), by(card), card, this.random.pick(texts));
  }

  private personOf = (card: CardRow): Person => this.people.get(card.id) ?? this.anyone();
  /** Somebody of the team with fewer than three cards. */
  private anyoneFree(): Person {
    const flying = this.history.rows.cards.filter(
      (card) => card.committedAt && !card.deliveredAt && !card.archivedAt,
    );
    const free = this.plan.team.filter(
      (name) => flying.filter(({ id }) => this.history.isAssigned(id, cast[name].id)).length < 3,
    );
    return cast[this.random.pick<CastName>(free.length > 0 ? free : this.plan.team)];
  }

  private anyone = (): Person => cast[this.random.pick<CastName>(this.plan.team)];
}
