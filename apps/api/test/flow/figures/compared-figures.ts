import { expect } from '@jest/globals';
import type { Arrivals, Board, CumulativeFlow } from '@weir/contract';
import type { Caller } from '../../support/person.js';
import type { Figures } from './board-figures.js';
import { type History, type Kept, nearestRank } from './history.js';
import { dayOf, daysFrom, nextDay } from './local-days.js';
import { byReason, bySeconds } from './reasons.js';

/** A board, with the zone in which it counts its days. */
export type Part = { key: string; history: History; zone: string };
type Days = { from: string; to: string; now: number };

/** Figures of one or several boards from the API, each compared with the sum over the boards' histories. */
export class ComparedFigures {
  private readonly days: string[];

  constructor(
    private readonly caller: Caller,
    private readonly path: string,
    private readonly parts: readonly Part[],
    private readonly window: Days,
    private readonly filter = '',
    private readonly kept: Kept = () => true,
  ) {
    const { from, to } = window;
    this.days = Array.from({ length: daysFrom(from, to) }, (_, at) => nextDay(from, at));
  }

  /** `columns` are those of the board, and null for several boards. */
  async cumulative(columns: Board['columns'] | null): Promise<CumulativeFlow> {
    const cfd = await this.read('cfd');
    const { bands, days } = cfd;
    const known = new Set<string | null>(columns?.map(({ id }) => id));
    const statesOn = (day: string) =>
      this.parts.flatMap(({ history, zone }) => history.at(day, zone, this.kept));
    const deliveredOn = (day: string) => statesOn(day).filter(({ stage }) => stage === 'delivered').length;
    const before = deliveredOn(nextDay(this.window.from, -1));
    expect(days).toEqual(
      this.days.map((day) => {
        const states = statesOn(day);
        const cards = bands.map(({ stage, columnId }) => {
          const there = states.filter((state) => state.stage === stage);
          if (stage === 'delivered') return there.length - before;
          if (columns === null) return there.length;
          return there.filter((state) =>
            columnId ? state.columnId === columnId : !known.has(state.columnId),
          ).length;
        });
        return { day, cards };
      }),
    );
    return cfd;
  }

  async arrivals(): Promise<Arrivals> {
    const arrivals = await this.read('arrivals');
    const { days } = arrivals;
    const parts = this.parts.map((part) => ({ ...part, steps: part.history.steps(part.zone, this.kept) }));
    const none = { arrived: 0, delivered: 0, putBack: 0, removed: 0 };
    expect(days).toEqual(
      this.days.map((day) => {
        const found = { day, ...none, inFlight: 0 };
        for (const { history, zone, steps } of parts) {
          const own = steps.get(day) ?? none;
          for (const step of ['arrived', 'delivered', 'putBack', 'removed'] as const)
            found[step] += own[step];
          found.inFlight += history
            .at(day, zone, this.kept)
            .filter(({ stage }) => stage === 'inFlight').length;
        }
        return found;
      }),
    );
    return arrivals;
  }

  /** Each number of the day with the most steps lists as many cards as it counts. */
  async cardsBehind({ bands, days }: CumulativeFlow, arrivals: Arrivals): Promise<void> {
    const steps = arrivals.days.map(({ arrived, delivered, removed }) => arrived + delivered + removed);
    const at = steps.indexOf(Math.max(...steps));
    const { day, ...numbers } = arrivals.days[at] as Arrivals['days'][number];
    const countOf = async (figure: 'cfd/cards' | 'arrivals/cards', query: string) => {
      const cards = await this.read(figure, `&day=${day}&${query}&size=200`);
      expect([query, cards.items.reduce((sum, { counts }) => sum + counts, 0), cards.nextCursor]).toEqual([
        query,
        cards.total,
        null,
      ]);
      return cards.total;
    };
    for (const [nth, { stage, columnId }] of bands.entries()) {
      const query = `stage=${stage}${stage === 'delivered' ? '' : `&column=${columnId ?? 'none'}`}`;
      expect([query, await countOf('cfd/cards', query)]).toEqual([query, days[at]?.cards[nth]]);
    }
    for (const [step, count] of Object.entries(numbers))
      expect([step, await countOf('arrivals/cards', `step=${step}`)]).toEqual([step, count]);
  }

  async throughput(): Promise<void> {
    const { periods, faults } = await this.read('throughput', '&by=day');
    const delivered = this.delivered();
    expect(periods.map((period) => [period.from, period.delivered])).toEqual(
      this.days.map((day) => [day, delivered.filter((card) => card.day === day).length]),
    );
    const count = (fault: string) => delivered.filter((card) => card.fault === fault).length;
    expect(faults).toEqual({ gap: count('gap'), negative: count('negative'), noDates: 0, noStart: 0 });
  }

  /** Returns how many cards had a lead time. */
  async cycleTimes(): Promise<number> {
    const times = await this.read('cycle-time');
    const expected = this.delivered().filter(({ fault }) => fault !== 'negative');
    const shown = times.cards.map(({ title: _, classOfService: __, ...card }) => card);
    expect(shown.toSorted(byCard)).toEqual(
      expected
        .map(({ day, fault: _, history: __, ...card }) => ({ ...card, deliveredOn: day }))
        .toSorted(byCard),
    );
    expect(times.cycle).toEqual(percentiles(expected.map(({ cycleDays }) => cycleDays)));
    const leads = expected.flatMap(({ leadDays }) => leadDays ?? []);
    expect({ sample: times.leadSample, lead: times.lead }).toEqual({
      sample: leads.length,
      lead: percentiles(leads),
    });
    return leads.length;
  }

  async efficiency(): Promise<void> {
    const efficiency = await this.read('efficiency');
    const expected = this.delivered().flatMap(({ board, number, fault, history }) => {
      const spent = fault === null ? history.spent(number) : null;
      return spent ? [{ board, number, spent }] : [];
    });
    const cards = efficiency.cards.toSorted(byCard);
    expect(cards.map(({ board, number }) => [board, number])).toEqual(
      expected.toSorted(byCard).map(({ board, number }) => [board, number]),
    );
    for (const [at, { spent }] of expected.toSorted(byCard).entries())
      for (const kind of ['active', 'blocked', 'halfDone', 'returned'] as const)
        expect(Math.abs((cards[at]?.[kind] as number) - spent[kind] / 1000)).toBeLessThan(3);
    expect(efficiency.sample).toBe(expected.length);
  }

  /** Returns how many spellings the reason with the most of them has. */
  async blocked(): Promise<number> {
    const { seconds, blocks, reasons } = await this.read('blocked');
    const expected = byReason(
      this.parts.flatMap(({ history, zone }) => history.blocks(this.window, zone, this.kept)),
    );
    const shown = reasons.map(({ cards: _, reason, ...each }) => ({ ...each, reason: reason as string }));
    expect(shown.toSorted(bySeconds)).toEqual(expected);
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    expect({ seconds, blocks }).toEqual({
      seconds: sum(expected.map((each) => each.seconds)),
      blocks: sum(expected.map((each) => each.blocks)),
    });
    return Math.max(0, ...expected.map(({ alike }) => alike));
  }

  async ageing(): Promise<void> {
    const { cards, columns } = await this.read('ageing');
    const ages = this.parts.flatMap(({ key, history, zone }) =>
      history.ages(this.window.now, zone, this.kept).map(([number, days]) => [`${key}-${number}`, days]),
    );
    expect(new Map(cards.map(({ board, number, ageDays }) => [`${board}-${number}`, ageDays]))).toEqual(
      new Map(ages as [string, number][]),
    );
    const whole = this.delivered().filter(({ fault }) => fault === null);
    for (const { columnId, ages: ofColumn } of columns)
      expect(ofColumn).toEqual(
        percentiles(
          this.parts.flatMap(({ history, zone }) =>
            history.agesOnLeaving(
              columnId,
              whole.map(({ number }) => number),
              zone,
            ),
          ),
        ),
      );
  }

  async requests(): Promise<void> {
    const { submitted, waiting, answers, secondsToAnswer, misdated, days } = await this.read('requests');
    const { from, to } = this.window;
    const own = this.parts.map(({ history, zone }) => history.requests.figures(from, to, zone));
    const kinds = Map.groupBy(
      own.flatMap((each) => each.kinds),
      (kind) => kind,
    );
    const sum = (of: (each: (typeof own)[number]) => number) =>
      own.reduce((total, each) => total + of(each), 0);
    expect({ submitted, waiting, answers, secondsToAnswer, misdated }).toEqual({
      misdated: 0,
      submitted: sum((each) => each.submitted),
      waiting: sum((each) => each.waiting),
      answers: Object.fromEntries([...kinds].map(([kind, of]) => [kind, of.length])),
      secondsToAnswer: percentiles(own.flatMap(({ seconds }) => seconds)),
    });
    const columns = ['submitted', 'accepted', 'notNow', 'other'] as const;
    const expected = this.days.flatMap((day) => {
      const found = columns.map((column) => sum(({ days: each }) => each.get(day)?.[column] ?? 0));
      return found.some((count) => count > 0) ? [[day, ...found]] : [];
    });
    expect(days.map((each) => [each.day, ...columns.map((column) => each[column])])).toEqual(expected);
  }

  private delivered() {
    const { from, to } = this.window;
    return this.parts.flatMap(({ key, history, zone }) =>
      history.delivered(from, to, zone, this.kept).map((card) => ({ board: key, ...card, history })),
    );
  }

  private async read<Figure extends keyof Figures>(figure: Figure, more = ''): Promise<Figures[Figure]> {
    const { from, to } = this.window;
    const filter = figure === 'requests' ? '' : this.filter;
    const query = `from=${from}&to=${to}${filter}${more}`;
    const { status, body } = await this.caller.get<Figures[Figure]>(this.path.replace('*', figure) + query);
    expect({ figure, query, status, body: status === 200 || body }).toMatchObject({
      status: 200,
      body: true,
    });
    return body;
  }
}

/** The first day of the figures, and the last: today on the board that is furthest ahead. */
export function windowOf(parts: readonly Part[], from: string, now: number): Days {
  const to = parts
    .map(({ zone }) => dayOf(now, zone))
    .toSorted()
    .at(-1) as string;
  return { from, to, now };
}

function percentiles(values: readonly number[]) {
  const [p50, p70, p85, p95] = [0.5, 0.7, 0.85, 0.95].map((share) => nearestRank(values, share));
  return values.length === 0 ? null : { p50, p70, p85, p95 };
}

type Named = { board: string; number: number };
const byCard = (one: Named, other: Named) => one.number - other.number || (one.board < other.board ? -1 : 1);
