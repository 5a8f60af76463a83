import type { Event } from '@weir/contract';
import { RebuiltBoard } from '../../events/rebuilding/rebuilt-board.js';
import type { RebuiltCard } from '../../events/rebuilding/rebuilt-card.js';
import { dayOf, daysFrom, endOf, nextDay } from './local-days.js';
import { RequestHistory } from './request-history.js';

type Stage = 'queued' | 'inFlight' | 'delivered' | 'off';
/** `columnId` is null if unknown: the card was written with earlier dates. `reason` is that of its block, or null if it is not blocked. */
type State = { at: number; stage: Stage; columnId: string | null; half: boolean; reason: string | null };
export type Facts = {
  committedAt: number | null;
  deliveredAt: number | null;
  submittedAt: number | null;
  fault: 'negative' | 'gap' | null;
  classOfService: string;
  swimlaneId: string | null;
  labelIds: string[];
  assigneeIds: string[];
};
export type Kept = (card: Facts) => boolean;
/** The time in which a card was blocked without a break, in milliseconds within some days. */
export type Block = { reason: string; millis: number };

/**
 * The history of a board from its events, and its flow figures by the definitions in docs/flow.md. This is an independent
 * implementation, which walks through time, to compare with the API.
 */
export class History {
  readonly requests = new RequestHistory();
  private readonly states = new Map<number, State[]>();
  private readonly facts = new Map<number, Facts>();
  private readonly reasons = new Map<number, string | null>();

  constructor(events: readonly Event[]) {
    const board = new RebuiltBoard();
    for (const event of events) {
      board.apply(event);
      this.requests.look(board.requests, event);
      this.look(board, Date.parse(event.at));
    }
  }

  get cards(): number {
    return this.facts.size;
  }

  /** How many cards a filter keeps. */
  count(kept: Kept): number {
    return [...this.facts.values()].filter(kept).length;
  }

  /** The state of each card at the end of a day. */
  at(day: string, zone: string, kept: Kept): State[] {
    const end = endOf(day, zone);
    return this.kept(kept).flatMap((number) => this.statesOf(number).findLast(({ at }) => at < end) ?? []);
  }

  /** Steps into flight and out of it, by day. */
  steps(zone: string, kept: Kept) {
    const found = new Map<string, { arrived: number; delivered: number; putBack: number; removed: number }>();
    for (const number of this.kept(kept)) {
      let was: Stage = 'off';
      for (const { stage, at } of this.statesOf(number)) {
        const day = dayOf(at, zone);
        const steps = found.get(day) ?? { arrived: 0, delivered: 0, putBack: 0, removed: 0 };
        found.set(day, steps);
        if (was !== stage && stage === 'inFlight') steps.arrived += 1;
        else if (was !== stage && was === 'inFlight')
          steps[stage === 'delivered' ? 'delivered' : stage === 'queued' ? 'putBack' : 'removed'] += 1;
        was = stage;
      }
    }
    return found;
  }

  /** The cards delivered in the window, at their last delivery, including those with a fault. */
  delivered(from: string, to: string, zone: string, kept: Kept) {
    return this.kept(kept).flatMap((number) => {
      const { committedAt, deliveredAt, submittedAt, fault } = this.facts.get(number) as Facts;
      if (deliveredAt === null || committedAt === null) return [];
      const day = dayOf(deliveredAt, zone);
      if (day < from || day > to) return [];
      const since = (at: number | null) => ({
        days: at === null ? null : daysFrom(dayOf(at, zone), day),
        seconds: at === null ? null : Math.floor((deliveredAt - at) / 1000),
      });
      const [cycle, lead] = [since(committedAt), since(submittedAt)];
      const times = { cycleDays: cycle.days as number, cycleSeconds: cycle.seconds };
      return [{ number, day, fault, ...times, leadDays: lead.days, leadSeconds: lead.seconds }];
    });
  }

  /** Milliseconds of a delivered card's cycle time in each state, by walking through its states; null if not all are known. */
  spent(number: number) {
    const { committedAt, deliveredAt } = this.facts.get(number) as {
      committedAt: number;
      deliveredAt: number;
    };
    const states = this.statesOf(number);
    const found = { active: 0, blocked: 0, halfDone: 0, returned: 0 };
    for (const [at, { stage, columnId, reason, half, at: since }] of states.entries()) {
      const until = states[at + 1]?.at ?? Number.POSITIVE_INFINITY;
      const time = Math.min(until, deliveredAt) - Math.max(since, committedAt);
      if (time <= 0) continue;
      if (stage === 'inFlight' && columnId === null) return null;
      found[stage !== 'inFlight' ? 'returned' : reason !== null ? 'blocked' : half ? 'halfDone' : 'active'] +=
        time;
    }
    return found;
  }

  /** The blocks that share some time with the days from `from` to `to`. */
  blocks({ from, to, now }: { from: string; to: string; now: number }, zone: string, kept: Kept): Block[] {
    const [begin, end] = [endOf(nextDay(from, -1), zone), endOf(to, zone)];
    return this.kept(kept).flatMap((number) => {
      const blocks: Block[] = [];
      let isGoingOn = false;
      const states = this.statesOf(number);
      for (const [at, { at: since, stage, reason }] of states.entries()) {
        const until = states[at + 1]?.at ?? Number.POSITIVE_INFINITY;
        const isBlocked = reason !== null && (stage === 'inFlight' || stage === 'queued');
        if (isBlocked && since < end && since <= now && until > begin) {
          const millis = Math.min(until, end, now) - Math.max(since, begin);
          const last = blocks.at(-1);
          if (isGoingOn && last) last.millis += millis;
          else blocks.push({ reason, millis });
        }
        isGoingOn = isBlocked;
      }
      return blocks;
    });
  }

  /** How old the delivered cards were when they last left a column, in days. */
  agesOnLeaving(columnId: string, cards: readonly number[], zone: string): number[] {
    return cards.flatMap((number) => {
      const { committedAt } = this.facts.get(number) as { committedAt: number };
      const states = this.statesOf(number);
      const left = states.flatMap((state, at) => {
        const next = states[at + 1];
        const isExit =
          next && state.stage === 'inFlight' && state.columnId === columnId && next.at >= committedAt;
        return isExit ? [next.at] : [];
      });
      return left.length > 0 ? [daysFrom(dayOf(committedAt, zone), dayOf(Math.max(...left), zone))] : [];
    });
  }

  /** The age of the cards in flight, by number. */
  ages(now: number, zone: string, kept: Kept): [number, number][] {
    return this.kept(kept).flatMap((number): [number, number][] => {
      const { committedAt } = this.facts.get(number) as Facts;
      if (this.statesOf(number).at(-1)?.stage !== 'inFlight') return [];
      return [[number, daysFrom(dayOf(committedAt as number, zone), dayOf(now, zone))]];
    });
  }

  private kept(kept: Kept): number[] {
    return [...this.facts].flatMap(([number, card]) => (kept(card) ? [number] : []));
  }

  private statesOf(number: number): State[] {
    return this.states.get(number) ?? [];
  }

  private look(board: RebuiltBoard, at: number): void {
    for (const [number, card] of board.cards) this.lookAt(number, card, at);
    for (const [number, states] of this.states) {
      const last = states.at(-1) as State;
      if (!board.cards.has(number) && last.stage !== 'delivered' && last.stage !== 'off')
        this.add(number, { ...last, at, stage: 'off' });
    }
  }

  private lookAt(number: number, card: RebuiltCard, at: number): void {
    const millis = (value: unknown) => (typeof value === 'string' ? Date.parse(value) : null);
    const [committedAt, deliveredAt] = [millis(card.committedAt), millis(card.deliveredAt)];
    const known = this.facts.get(number);
    const submittedAt =
      known?.submittedAt ?? this.requests.submittedAt((card.request as number | null) ?? null);
    const facts: Facts = {
      ...{ committedAt, deliveredAt, submittedAt, fault: null },
      classOfService: (card.classOfService as string | undefined) ?? 'standard',
      swimlaneId: (card.swimlaneId as string | null | undefined) ?? null,
      labelIds: [...card.labelIds],
      assigneeIds: [...card.assigneeIds],
    };
    facts.fault = faultOf(facts, known);
    this.facts.set(number, facts);
    const stage =
      deliveredAt !== null
        ? 'delivered'
        : card.archivedAt !== null
          ? 'off'
          : committedAt !== null
            ? 'inFlight'
            : 'queued';
    const reason = (card.blocked?.reason as string | undefined) ?? null;
    const state = { stage, columnId: card.columnId, half: card.half === 'done', reason } as const;
    if (known) {
      if (reason !== null && this.reasons.get(number)) this.correct(number, reason);
      this.add(number, { ...state, at });
    } else {
      // A card written with dates counts from them. Its column at that time is unknown.
      const before = { stage: 'inFlight', columnId: null, half: false, reason: null } as const;
      if (committedAt !== null && deliveredAt !== null && committedAt < deliveredAt)
        this.add(number, { ...before, at: committedAt });
      this.add(number, { ...state, at: Math.min(at, deliveredAt ?? committedAt ?? at) });
    }
    this.reasons.set(number, reason);
  }

  /** Another reason of a blocked card corrects the reason of the whole block. */
  private correct(number: number, reason: string): void {
    const states = this.statesOf(number);
    for (let at = states.length - 1; at >= 0 && states[at]?.reason !== null; at -= 1)
      (states[at] as State).reason = reason;
  }

  /** Changes of a card that stays off the board or delivered do not begin another state. */
  private add(number: number, state: State): void {
    const states = this.statesOf(number);
    this.states.set(number, states);
    const last = states.at(-1);
    const isSame =
      last?.stage === state.stage &&
      (state.stage === 'off' ||
        state.stage === 'delivered' ||
        JSON.stringify({ ...last, at: 0 }) === JSON.stringify({ ...state, at: 0 }));
    if (!isSame) states.push(state);
  }
}

/** `negative`: the dates are in the wrong order. `gap`: they were, and were corrected by hand. A card that is committed again has neither. */
function faultOf({ committedAt, deliveredAt, submittedAt }: Facts, known: Facts | undefined): Facts['fault'] {
  const isReversed = (first: number | null, later: number | null) =>
    first !== null && later !== null && later < first;
  if (isReversed(committedAt, deliveredAt) || isReversed(submittedAt, committedAt)) return 'negative';
  return committedAt !== null && known?.fault ? 'gap' : null;
}

/** The smallest value that at least this share of the values does not exceed. */
export function nearestRank(values: readonly number[], share: number): number | undefined {
  return values
    .toSorted((one, other) => one - other)
    .find((value) => values.filter((each) => each <= value).length >= share * values.length - 1e-9);
}
