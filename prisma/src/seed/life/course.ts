import type { Column } from '../../generated/client.js';
import { day } from '../calendar.js';
import type { BoardPast } from '../past/board.js';
import type { CardRow } from '../rows.js';
import type { Pass, Plan } from './plan.js';
import type { Step } from './steps.js';

type Trouble = { card: CardRow; reason?: string; said?: string };

/** What may move when: within the limits always, and towards the ending in the last days. */
export class Course {
  private readonly settled = new Set<string>();
  private readonly passes: Pass[];

  constructor(
    private readonly past: BoardPast,
    private readonly plan: Plan,
    private readonly now: Date,
  ) {
    this.passes = [...(plan.passes ?? [])];
  }

  isSettling = (step: Step): boolean => step.left <= (this.plan.ending?.settleDays ?? 0);
  private isHolding = (step: Step): boolean => step.left <= (this.plan.ending?.holdDays ?? 0);

  /** How many cards a column shall hold in the end; undefined before that is looked at. */
  wanted(column: Column, step: Step): number | undefined {
    return this.isSettling(step) ? this.plan.ending?.loads[column.name] : undefined;
  }

  /** Whether a column must still be filled in the last days: then work on what goes there is cut short. */
  isFilling(column: Column, step: Step): boolean {
    const wanted = this.isHolding(step) ? this.wanted(column, step) : undefined;
    return wanted !== undefined && this.past.load(column) < wanted;
  }

  /** Whether a done half is still empty in the last hours: then the next card is finished. */
  isToShow(column: Column, step: Step): boolean {
    return this.isHolding(step) && !this.past.standing(column).some((card) => card.done);
  }

  mayEnter(column: Column, step: Step): boolean {
    const most = Math.min(this.past.max(column), this.wanted(column, step) ?? Number.POSITIVE_INFINITY);
    return this.past.load(column) < most;
  }

  mayMove(card: CardRow, from: Column, to: Column, step: Step): boolean {
    if (!this.past.hasRoom(to, card)) return this.passAt(card, to, step) !== undefined;
    if (card.classOfService === 'expedite') return to.kind !== 'done' || !this.isHolding(step);
    if (to.kind !== 'done' && !this.mayEnter(to, step)) return false;
    const wanted = this.isHolding(step) ? this.wanted(from, step) : undefined;
    return wanted === undefined || this.past.load(from) > wanted || this.isFilling(to, step);
  }

  /** The pass whose time has come, where nothing but the limit of that column is in the way. */
  passAt(card: CardRow, to: Column, step: Step): Pass | undefined {
    const own = this.past.limitOn(to);
    if (this.isSettling(step) || !own || own.mode === 'block' || this.past.load(to) > own.max) return;
    if (this.past.broken({ ...card, columnId: to.id }).some((limit) => limit !== own)) return;
    return this.passes.find(
      ({ column, daysAgo }) => column === to.name && step.at.getTime() > this.now.getTime() - daysAgo * day,
    );
  }

  use(pass: Pass): void {
    this.passes.splice(this.passes.indexOf(pass), 1);
  }

  /** The troubles that the ending asks for, each once, when its day has come and there is a card for it. */
  troubles(column: Column, step: Step, isTaken: (card: CardRow) => boolean): Trouble[] {
    const { blocked, stuck } = this.plan.ending ?? {};
    return [
      ...this.trouble('stuck', stuck, column, step, isTaken).map((card) => ({ card, said: stuck!.comment })),
      ...this.trouble('blocked', blocked, column, step, isTaken).map((card) => ({
        card,
        reason: blocked!.reason,
      })),
    ];
  }

  /** The card that came last of those it may happen to, or none. */
  private trouble(
    what: string,
    where: { column: string; days: number } | undefined,
    column: Column,
    step: Step,
    isTaken: (card: CardRow) => boolean,
  ): CardRow[] {
    if (where?.column !== column.name || step.left > where.days || this.settled.has(what)) return [];
    const free = this.past
      .standing(column)
      .filter((card) => card.classOfService !== 'expedite' && !isTaken(card));
    if (free.length > 0) this.settled.add(what);
    return free.slice(-1);
  }
}
