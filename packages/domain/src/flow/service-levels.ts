import type { Moment } from '../time/moment.js';
import { addDays, type PlainDate } from '../time/plain-date.js';
import { startOfDay } from '../time/zoned-time.js';
import type { ClassOfService } from '../vocabulary/vocabulary.js';
import { ageInDays } from './flow-metrics.js';

export const serviceLevelPercent = { least: 50, most: 99 };
export const mostServiceLevelDays = 365;

/** The percentage of an expectation, unless somebody chooses another. */
export const usualServiceLevelPercent = 85;
/** The fewest delivered cards from which an expectation is proposed. */
export const fewestForServiceLevel = 10;

export const sleStates = ['onTrack', 'atRisk', 'broken'] as const;
/** Whether a card in flight can keep its expectation: it can, probably not, or it is too late. */
export type SleState = (typeof sleStates)[number];

type Level = { percent: number; days: number };
type RiskAge = { classOfService: ClassOfService; columnId: string; days: number };

/** What a board says of its expectations. */
export type Expectations = {
  today: PlainDate;
  timeZone: string;
  serviceLevels: Readonly<Record<ClassOfService, Level | null>>;
  riskAges: readonly RiskAge[];
};

type AgeingCard = {
  classOfService: ClassOfService;
  columnId: string;
  committedAt: Moment | null;
  deliveredAt: Moment | null;
  archivedAt: Moment | null;
};

/** The expectation of a card in flight: see `sleOf`. `riskDays`: the age from which on it is at risk in its column. */
export type Sle = Level & { state: SleState; age: number; riskDays: number };

/** What the age of a card in flight means for the expectation of its class. Null for other cards, and without an expectation. */
export function sleOf(card: AgeingCard, board: Expectations): Sle | null {
  const level = board.serviceLevels[card.classOfService];
  if (!level || card.committedAt === null || card.deliveredAt !== null || card.archivedAt !== null)
    return null;
  const age = ageInDays(card.committedAt, board);
  const riskDays = riskDaysOf(card, board, level);
  return { ...level, age, riskDays, state: sleStateOf(age, level.days, riskDays) };
}

/** The same verdict as `weir.sle_state`. */
export function sleStateOf(age: number, days: number, riskDays: number): SleState {
  if (age > days) return 'broken';
  return age >= riskDays ? 'atRisk' : 'onTrack';
}

function riskDaysOf(
  { classOfService, columnId }: AgeingCard,
  { riskAges }: Expectations,
  { days }: Level,
): number {
  const found = riskAges.find((age) => age.columnId === columnId && age.classOfService === classOfService);
  return found?.days ?? days;
}

/** Cards in flight of a class, in one column or in any (null), that were committed at `from` or later and before `before`; null: at any time. */
export type CommittedRange = {
  class: ClassOfService;
  columnId: string | null;
  from: Date | null;
  before: Date | null;
};

/** Which cards in flight are in one of these states, by when they were committed. */
export function committedRanges(states: readonly SleState[], board: Expectations): CommittedRange[] {
  // The first instant at which a card of this age was committed.
  const committed = (age: number) => startOfDay(addDays(board.today, 1 - age), board.timeZone);
  const broken = Object.entries(board.serviceLevels).flatMap(([name, level]) =>
    level
      ? [{ class: name as ClassOfService, columnId: null, from: null, before: committed(level.days) }]
      : [],
  );
  const inColumns = board.riskAges.flatMap(({ classOfService, columnId, days: riskDays }) => {
    const level = board.serviceLevels[classOfService];
    if (!level) return [];
    const of = { class: classOfService, columnId };
    const atRisk = { ...of, from: committed(level.days), before: committed(riskDays - 1) };
    const onTrack = { ...of, from: committed(riskDays - 1), before: null };
    return [...(states.includes('atRisk') ? [atRisk] : []), ...(states.includes('onTrack') ? [onTrack] : [])];
  });
  return [...(states.includes('broken') ? broken : []), ...inColumns];
}

type TimeInColumn = { seconds: number; usual: { p50: number } | null };

/** The columns in which a card was, the one first that was longest above the usual time. */
export function slowestColumns<Column extends TimeInColumn>(columns: readonly Column[]): Column[] {
  const excess = ({ seconds, usual }: Column) => seconds - (usual?.p50 ?? 0);
  return columns.toSorted((one, other) => excess(other) - excess(one));
}
