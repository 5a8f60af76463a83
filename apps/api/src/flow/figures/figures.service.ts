import { Injectable } from '@nestjs/common';
import type {
  AgeingCards,
  Arrivals,
  BlockedTime,
  CumulativeFlow,
  CycleTimes,
  FlowEfficiency,
  FlowFaults,
  FlowStage,
  RequestFlow,
  Throughput,
} from '@weir/contract';
import {
  daysOf,
  type PeriodUnit,
  type PlainDate,
  periodsOf,
  processLimits,
  runningTotals,
} from '@weir/domain';
import { Clock } from '../../clock.js';
import { FiguresRepository, type FlowChange } from './figures.repository.js';
import type { Scoped } from './flow-scope.js';
import { FlowScopeRepository } from './flow-scope.repository.js';

const mostPoints = 2_000;
const mostInFlight = 1_000;
const mostReasons = 50;

type Band = CumulativeFlow['bands'][number];
const stages: readonly FlowStage[] = ['delivered', 'inFlight', 'queued'];

/** Flow figures of one or several boards, by the definitions in docs/flow.md. */
@Injectable()
export class FiguresService {
  constructor(
    private readonly repository: FiguresRepository,
    private readonly scopes: FlowScopeRepository,
    private readonly clock: Clock,
  ) {}

  async cumulative(scoped: Scoped): Promise<CumulativeFlow> {
    const changes = await this.repository.changes(scoped);
    const bands = await this.bandsOf(scoped, changes);
    const { from, to } = scoped.scope;
    const days = daysOf(from, to);
    const totals = bands.map((band) => runningTotals(days, changesOf(changes, band, bands)));
    return {
      ...scoped.scope,
      bands,
      days: days.map((day, at) => ({ day, cards: totals.map((ofBand) => ofBand[at] as number) })),
    };
  }

  async cycleTimes(scoped: Scoped): Promise<CycleTimes> {
    const [faults, times] = await Promise.all([
      this.faults(scoped),
      this.repository.cycleTimes(scoped, mostPoints),
    ]);
    return { ...scoped.scope, faults, ...times };
  }

  async throughput(scoped: Scoped, unit: PeriodUnit = 'week'): Promise<Throughput> {
    const [faults, rows, beginning] = await Promise.all([
      this.faults(scoped),
      this.repository.deliveries(scoped),
      this.repository.beginning(scoped),
    ]);
    const { from, to, today } = scoped.scope;
    const delivered = new Map(rows.map((row) => [row.day, row.delivered]));
    const periods = periodsOf({ from, to, unit, today, beginning: beginning ?? from }).map((period) => ({
      ...period,
      delivered: sum(daysOf(period.from, period.to).map((day) => delivered.get(day) ?? 0)),
    }));
    const first = periods.findIndex(({ complete }) => complete);
    const limits = processLimits(
      periods.filter(({ complete }) => complete).map((period) => period.delivered),
    );
    return {
      ...scoped.scope,
      faults,
      delivered: sum(periods.map((period) => period.delivered)),
      periods,
      limits: limits && {
        ...limits,
        signals: limits.signals.map(({ at, kind }) => ({ at: at + first, kind })),
      },
    };
  }

  async ageing(scoped: Scoped): Promise<AgeingCards> {
    const found = await this.repository.ageing(scoped, this.clock.now(), mostInFlight);
    const columns = scoped.boardId ? await this.scopes.columns(scoped.workspaceId, scoped.boardId) : [];
    return {
      ...scoped.scope,
      ...found,
      columns: columns
        .filter(({ kind }) => kind === 'active')
        .map(({ id, name }) => {
          const { sample = 0, ages = null } = found.columns.find(({ columnId }) => columnId === id) ?? {};
          return { columnId: id, name, sample, ages };
        }),
    };
  }

  async efficiency(scoped: Scoped): Promise<FlowEfficiency> {
    const [faults, found] = await Promise.all([
      this.faults(scoped),
      this.repository.efficiency(scoped, mostPoints),
    ]);
    const { active, blocked, halfDone, returned } = found.seconds;
    return {
      ...scoped.scope,
      faults,
      ...found,
      efficiency: shareOf(active, active + blocked + halfDone + returned),
      weeks: found.weeks.map(({ from, sample, ...week }) => ({
        from,
        sample,
        efficiency: shareOf(week.active, week.all),
      })),
      cards: found.cards.map((card) => ({
        ...card,
        efficiency: shareOf(card.active, card.active + card.blocked + card.halfDone + card.returned),
      })),
    };
  }

  async blocked(scoped: Scoped): Promise<BlockedTime> {
    return { ...scoped.scope, ...(await this.repository.blocked(scoped, this.clock.now(), mostReasons)) };
  }

  async arrivals(scoped: Scoped): Promise<Arrivals> {
    const changes = (await this.repository.changes(scoped)).filter(({ stage }) => stage === 'inFlight');
    const days = daysOf(scoped.scope.from, scoped.scope.to);
    const byDay = Map.groupBy(changes, ({ day }) => day);
    const inFlight = runningTotals(days, totalsOf(changes));
    return {
      ...scoped.scope,
      days: days.map((day, at) => {
        const ofDay = byDay.get(day) ?? [];
        return {
          day,
          arrived: sum(ofDay.map(({ arrived }) => arrived)),
          delivered: sum(ofDay.map(({ delivered }) => delivered)),
          putBack: sum(ofDay.map(({ putBack }) => putBack)),
          removed: sum(ofDay.map(({ removed }) => removed)),
          inFlight: inFlight[at] as number,
        };
      }),
    };
  }

  async requests(scoped: Scoped): Promise<RequestFlow> {
    return { ...scoped.scope, ...(await this.repository.requests(scoped)) };
  }

  /** The delivered cards with faulty dates, by fault. */
  async faults(scoped: Scoped): Promise<FlowFaults> {
    return { gap: 0, negative: 0, noDates: 0, noStart: 0, ...(await this.repository.faults(scoped)) };
  }

  /** The columns of a board from the last to the first, and a band for what was in columns that are gone; or the stages. */
  private async bandsOf({ workspaceId, boardId }: Scoped, changes: readonly FlowChange[]): Promise<Band[]> {
    if (boardId === null) return stages.map((stage) => ({ stage, columnId: null, name: null }));
    const stageOf = { queue: 'queued', active: 'inFlight', done: 'delivered' } as const;
    const columns = (await this.scopes.columns(workspaceId, boardId)).reverse();
    const known = new Set(columns.map(({ id }) => id));
    return stages.flatMap((stage) => {
      // Delivered cards are history: in which done column they are makes no difference.
      if (stage === 'delivered') return { stage, columnId: null, name: null };
      const bands: Band[] = columns
        .filter(({ kind }) => stageOf[kind] === stage)
        .map(({ id, name }) => ({ stage, columnId: id, name }));
      const hasOthers = changes.some(
        (change) => change.stage === stage && change.change !== 0 && !known.has(change.columnId),
      );
      return hasOthers ? [...bands, { stage, columnId: null, name: null }] : bands;
    });
  }
}

/** The changes of a band by day. A band without a column has those of its stage that no other band has. */
function changesOf(changes: readonly FlowChange[], band: Band, bands: readonly Band[]) {
  const others = new Set(bands.flatMap(({ columnId }) => columnId ?? []));
  return totalsOf(
    changes.filter(
      ({ stage, columnId }) =>
        stage === band.stage && (band.columnId === null ? !others.has(columnId) : columnId === band.columnId),
    ),
  );
}

function totalsOf(changes: readonly FlowChange[]): Map<PlainDate, number> {
  const found = new Map<PlainDate, number>();
  for (const { day, change } of changes) found.set(day, (found.get(day) ?? 0) + change);
  return found;
}

/** Null of nothing. */
function shareOf(part: number, all: number): number | null {
  return all > 0 ? part / all : null;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
