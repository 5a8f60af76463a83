import type { Column } from '../../generated/client.js';
import { day } from '../calendar.js';
import type { BoardHistory } from '../history/board-history.js';
import type { CardRow } from '../rows.js';
import type { Plan, PlannedOverride } from './plan.js';
import type { Step } from './time-steps.js';

type Trouble = { card: CardRow; reason?: string; comment?: string };

/** Which moves are allowed: always within the limits, and in the last days towards the planned end. */
export class MoveRules {
  private readonly settled = new Set<string>();
  private readonly overrides: PlannedOverride[];

  constructor(
    private readonly history: BoardHistory,
    private readonly plan: Plan,
    private readonly now: Date,
  ) {
    this.overrides = [...(plan.overrides ?? [])];
  }

  isSettling = (step: Step): boolean => step.left <= (this.plan.ending?.settleDays ?? 0);
  private isHolding = (step: Step): boolean => step.left <= (this.plan.ending?.holdDays ?? 0);

  /** The planned load of a column at the end. Undefined before the last days. */
  wanted(column: Column, step: Step): number | undefined {
    return this.isSettling(step) ? this.plan.ending?.loads[column.name] : undefined;
  }

  /** Whether a column must still be filled in the last days. Work on the cards that go there is then cut short. */
  isFilling(column: Column, step: Step): boolean {
    const wanted = this.isHolding(step) ? this.wanted(column, step) : undefined;
    return wanted !== undefined && this.history.load(column) < wanted;
  }

  /** Whether a done half is still empty in the last hours. The next card is then finished. */
  needsFinishedCard(column: Column, step: Step): boolean {
    return this.isHolding(step) && !this.history.cardsIn(column).some((card) => card.done);
  }

  mayEnter(column: Column, step: Step): boolean {
    const most = Math.min(this.history.max(column), this.wanted(column, step) ?? Number.POSITIVE_INFINITY);
    return this.history.load(column) < most;
  }

  mayMove(card: CardRow, from: Column, to: Column, step: Step): boolean {
    if (!this.history.hasRoom(to, card)) return this.dueOverride(card, to, step) !== undefined;
    if (card.classOfService === 'expedite') return to.kind !== 'done' || !this.isHolding(step);
    if (to.kind !== 'done' && !this.mayEnter(to, step)) return false;
    const wanted = this.isHolding(step) ? this.wanted(from, step) : undefined;
    return wanted === undefined || this.history.load(from) > wanted || this.isFilling(to, step);
  }

  /** The planned override that is due, if only the limit of that column is in the way. */
  dueOverride(card: CardRow, to: Column, step: Step): PlannedOverride | undefined {
    const own = this.history.limitOn(to);
    if (this.isSettling(step) || !own || own.mode === 'block' || this.history.load(to) > own.max) return;
    if (this.history.broken({ ...card, columnId: to.id }).some((limit) => limit !== own)) return;
    return this.overrides.find(
      ({ column, daysAgo }) => column === to.name && step.at.getTime() > this.now.getTime() - daysAgo * day,
    );
  }

  use(override: PlannedOverride): void {
    this.overrides.splice(this.overrides.indexOf(override), 1);
  }

  /** The planned troubles that are due, each once, if there is a card for it. */
  troubles(column: Column, step: Step, isTaken: (card: CardRow) => boolean): Trouble[] {
    const { blocked, stuck } = this.plan.ending ?? {};
    return [
      ...this.trouble('stuck', stuck, column, step, isTaken).map((card) => ({
        card,
        comment: stuck!.comment,
      })),
      ...this.trouble('blocked', blocked, column, step, isTaken).map((card) => ({
        card,
        reason: blocked!.reason,
      })),
    ];
  }

  /**
   * The last card of the column that can have the trouble, or none. Rather one that came from a request is blocked, and
   * one of the team's own is stuck.
   */
  private trouble(
    what: string,
    where: { column: string; days: number } | undefined,
    column: Column,
    step: Step,
    isTaken: (card: CardRow) => boolean,
  ): CardRow[] {
    if (where?.column !== column.name || step.left > where.days || this.settled.has(what)) return [];
    const free = this.history
      .cardsIn(column)
      .filter((card) => card.classOfService !== 'expedite' && !isTaken(card));
    const isWanted = (card: CardRow) => (card.requestId !== null) === (what === 'blocked');
    const wanted = free.filter(isWanted);
    const able = wanted.length > 0 || step.left > where.days / 2 ? wanted : free;
    if (able.length > 0) this.settled.add(what);
    // One that is blocked already stays so, and the others flow.
    const isBlocked = ({ id }: CardRow) =>
      this.history.rows.cardBlocks.some((block) => block.cardId === id && block.unblockedAt === null);
    const card = able.findLast(isBlocked) ?? able.at(-1);
    return card ? [card] : [];
  }
}
