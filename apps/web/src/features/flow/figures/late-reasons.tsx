'use client';

import type { ServiceLevelFigures, TimeSpent } from '@weir/contract';
import { slowestColumns } from '@weir/domain';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import type { TableOf } from '../figure/table';
import { useCards } from '../flow-context';
import { useCardColumns, useClassColumn } from './card-columns';

export type LateCard = ServiceLevelFigures['late'][number];
type Column = TimeSpent['columns'][number];

/** Seconds. Shorter waits in a done half are no reason. */
const shortestWait = 3_600;

/** Why a card is late, in words. */
export function useReasons() {
  const t = useTranslations();
  const dates = useDates();
  const nameOf = ({ name, columnId }: Column) =>
    name ?? t(`serviceLevels.card.${columnId ? 'gone' : 'elsewhere'}`);
  return {
    nameOf,
    took: ({ days, expectedDays, deliveredOn }: LateCard) => {
      const over = days - expectedDays;
      return deliveredOn === null
        ? t('serviceLevels.late.inFlight', { days, over })
        : t('serviceLevels.late.delivered', { days, over, day: dates.day(deliveredOn) });
    },
    column: (column: Column) =>
      t('serviceLevels.late.column', {
        name: nameOf(column),
        time: dates.duration(column.seconds, Math.round),
        usual: column.usual ? dates.duration(column.usual.p50, Math.round) : 'none',
        waiting: column.waiting >= shortestWait ? dates.duration(column.waiting, Math.round) : 'none',
      }),
    block: (reason: string | null, seconds: number) =>
      t('serviceLevels.late.blockedOf', {
        duration: dates.duration(seconds),
        reason: reason ?? t('serviceLevels.card.erased'),
      }),
    returned: ({ reopened, returned }: TimeSpent) =>
      t('serviceLevels.card.returned', { count: reopened, duration: dates.duration(returned) }),
    gap: t('serviceLevels.card.gap'),
  };
}

/** The late cards as rows, with their slowest column: the one that was longest above the usual time. */
export function useLateTable() {
  const t = useTranslations();
  const dates = useDates();
  const { refOf } = useCards();
  const cardColumns = useCardColumns<LateCard>();
  const classColumn = useClassColumn<LateCard>();
  const { nameOf } = useReasons();
  const slowest = ({ spent }: LateCard) => (spent ? (slowestColumns(spent.columns)[0] ?? null) : null);
  const sumOf = ({ spent }: LateCard, part: 'blocked' | 'waiting') =>
    spent?.columns.reduce((sum, column) => sum + column[part], 0) ?? null;
  const seconds = (name: string, label: string, of: (card: LateCard) => number | null) => ({
    name,
    label,
    value: of,
    shown: (card: LateCard) => {
      const value = of(card);
      return value === null ? '–' : dates.duration(value);
    },
  });
  return ({ late }: ServiceLevelFigures): TableOf<LateCard> => ({
    rows: late,
    keyOf: refOf,
    columns: [
      ...cardColumns,
      classColumn,
      {
        name: 'expectedDays',
        label: t('serviceLevels.late.expected'),
        value: ({ expectedDays }) => expectedDays,
      },
      { name: 'days', label: t('serviceLevels.late.taken'), value: ({ days }) => days },
      {
        name: 'deliveredOn',
        label: t('flow.columns.deliveredOn'),
        value: ({ deliveredOn }) => deliveredOn,
        shown: ({ deliveredOn }) => (deliveredOn === null ? '–' : dates.day(deliveredOn)),
      },
      {
        name: 'slowestColumn',
        label: t('serviceLevels.late.slowest'),
        value: (card) => slowest(card)?.name ?? null,
        shown: (card) => {
          const column = slowest(card);
          return column ? nameOf(column) : '–';
        },
      },
      seconds(
        'slowestSeconds',
        t('serviceLevels.late.slowestTime'),
        (card) => slowest(card)?.seconds ?? null,
      ),
      seconds('usualSeconds', t('serviceLevels.late.usual'), (card) => slowest(card)?.usual?.p50 ?? null),
      seconds('blockedSeconds', t('flow.columns.blockedTime'), (card) => sumOf(card, 'blocked')),
      seconds('waitingSeconds', t('serviceLevels.late.waiting'), (card) => sumOf(card, 'waiting')),
      seconds('returnedSeconds', t('serviceLevels.late.returned'), ({ spent }) => spent?.returned ?? null),
      {
        name: 'reasons',
        label: t('serviceLevels.late.reasons'),
        value: ({ spent }) => spent?.blocks.map(({ reason }) => reason ?? '').join('; ') ?? null,
      },
    ],
  });
}
