import type { Event } from '@weir/contract';
import { RebuiltBoard } from '../../events/rebuilding/rebuilt-board.js';
import { dayOf, daysFrom, endOf } from './local-days.js';

type Stage = 'queued' | 'inFlight' | 'delivered' | 'off';
type State = { at: number; stage: Stage; columnId: string; half: boolean; blocked: boolean };
type Facts = {
  committedAt: number | null;
  deliveredAt: number | null;
  classOfService: string;
  labelIds: string[];
};
export type Kept = (card: Facts) => boolean;

/**
 * The history of a board as its events tell it, and its flow figures by the definitions in docs/flow.md: written anew here, by
 * walking through time, to compare with those of the API.
 */
export class History {
  private readonly states = new Map<number, State[]>();
  private readonly facts = new Map<number, Facts>();

  constructor(events: readonly Event[]) {
    const board = new RebuiltBoard();
    for (const event of events) {
      board.apply(event);
      this.look(board, Date.parse(event.at));
    }
  }

  get cards(): number {
    return this.facts.size;
  }

  /** The cards in a stage, and perhaps a column, at the end of a day. */
  at(day: string, zone: string, kept: Kept, is: (state: State) => boolean): number {
    const end = endOf(day, zone);
    return this.count(kept, (number) => {
      const state = this.stateAt(number, end);
      return state !== null && is(state);
    });
  }

  /** Steps into flight and out of it on a day. */
  steps(day: string, zone: string, kept: Kept) {
    const found = { arrived: 0, delivered: 0, putBack: 0, removed: 0 };
    for (const [number, states] of this.states) {
      if (!kept(this.facts.get(number) as Facts)) continue;
      for (const [at, { stage, at: when }] of states.entries()) {
        const was = at === 0 ? 'off' : (states[at - 1] as State).stage;
        if (dayOf(when, zone) !== day || was === stage) continue;
        if (stage === 'inFlight') found.arrived += 1;
        else if (was === 'inFlight')
          found[stage === 'delivered' ? 'delivered' : stage === 'queued' ? 'putBack' : 'removed'] += 1;
      }
    }
    return found;
  }

  /** The cards delivered in the window, at their last delivery. */
  delivered(from: string, to: string, zone: string, kept: Kept) {
    return [...this.facts].flatMap(([number, card]) => {
      const { committedAt, deliveredAt } = card;
      if (deliveredAt === null || committedAt === null || !kept(card)) return [];
      const day = dayOf(deliveredAt, zone);
      if (day < from || day > to) return [];
      const cycleDays = daysFrom(dayOf(committedAt, zone), day);
      return [{ number, day, cycleDays, cycleSeconds: Math.floor((deliveredAt - committedAt) / 1000) }];
    });
  }

  /** Seconds of a delivered card's cycle time in each state, by walking through its states. */
  spent(number: number) {
    const { committedAt, deliveredAt } = this.facts.get(number) as {
      committedAt: number;
      deliveredAt: number;
    };
    const states = this.states.get(number) as State[];
    const found = { active: 0, blocked: 0, halfDone: 0, returned: 0 };
    for (const [at, state] of states.entries()) {
      const until = states[at + 1]?.at ?? Number.POSITIVE_INFINITY;
      const time = Math.min(until, deliveredAt) - Math.max(state.at, committedAt);
      if (time <= 0) continue;
      const kind =
        state.stage !== 'inFlight'
          ? 'returned'
          : state.blocked
            ? 'blocked'
            : state.half
              ? 'halfDone'
              : 'active';
      found[kind] += time;
    }
    return found;
  }

  /** How old the delivered cards were when they last left a column, in days. */
  agesOnLeaving(columnId: string, cards: readonly number[], zone: string): number[] {
    return cards.flatMap((number) => {
      const { committedAt } = this.facts.get(number) as { committedAt: number };
      const states = this.states.get(number) as State[];
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
  ages(now: number, zone: string, kept: Kept): Map<number, number> {
    const found = new Map<number, number>();
    for (const [number, states] of this.states) {
      const { committedAt } = this.facts.get(number) as Facts;
      if (states.at(-1)?.stage !== 'inFlight' || !kept(this.facts.get(number) as Facts)) continue;
      found.set(number, daysFrom(dayOf(committedAt as number, zone), dayOf(now, zone)));
    }
    return found;
  }

  private count(kept: Kept, is: (number: number) => boolean): number {
    return [...this.facts].filter(([number, card]) => kept(card) && is(number)).length;
  }

  private statesBefore(number: number, end: number): State[] {
    return (this.states.get(number) ?? []).filter(({ at }) => at < end);
  }

  private stateAt(number: number, end: number): State | null {
    return this.statesBefore(number, end).at(-1) ?? null;
  }

  private look(board: RebuiltBoard, at: number): void {
    const millis = (value: unknown) => (typeof value === 'string' ? Date.parse(value) : null);
    for (const [number, card] of board.cards) {
      const [committedAt, deliveredAt] = [millis(card.committedAt), millis(card.deliveredAt)];
      this.facts.set(number, {
        committedAt,
        deliveredAt,
        classOfService: (card.classOfService as string | undefined) ?? 'standard',
        labelIds: [...card.labelIds],
      });
      const stage =
        deliveredAt !== null
          ? 'delivered'
          : card.archivedAt !== null
            ? 'off'
            : committedAt !== null
              ? 'inFlight'
              : 'queued';
      this.add(number, {
        at,
        stage,
        columnId: card.columnId,
        half: card.half === 'done',
        blocked: card.blocked !== null,
      });
    }
    for (const [number, states] of this.states) {
      const last = states.at(-1) as State;
      if (!board.cards.has(number) && last.stage !== 'delivered' && last.stage !== 'off')
        this.add(number, { ...last, at, stage: 'off' });
    }
  }

  private add(number: number, state: State): void {
    const states = this.states.get(number) ?? [];
    this.states.set(number, states);
    const last = states.at(-1);
    const isSame =
      last &&
      (state.stage === 'off'
        ? last.stage === 'off'
        : JSON.stringify({ ...last, at: 0 }) === JSON.stringify({ ...state, at: 0 }));
    if (!isSame) states.push(state);
  }
}

/** The smallest value that at least this share of the values does not exceed. */
export function nearestRank(values: readonly number[], share: number): number | undefined {
  return values
    .toSorted((one, other) => one - other)
    .find((value) => values.filter((each) => each <= value).length >= share * values.length - 1e-9);
}
