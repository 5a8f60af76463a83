'use client';

import type { Calibration } from '@weir/contract';
import { useTranslations } from '@/lib/words/use-translations';
import { Bars } from '../chart/bars';
import { Figure } from '../figure/figure';
import { FigureFoot } from '../figure/figure-foot';
import type { TableOf } from '../figure/table';

type Reason = { reason: keyof Calibration['void']; count: number };

/** Forecasts that are not scored because their condition was not met, by reason, and how many wait for their last day. */
export function NotScored({
  query,
  name,
}: {
  query: Parameters<typeof Figure<Calibration, Reason>>[0]['query'];
  name: string;
}) {
  const t = useTranslations();
  const table = useTable();
  return (
    <Figure<Calibration, Reason>
      title={t('trackRecord.notScored.title')}
      lead={t('trackRecord.notScored.lead', { count: query.data?.pending ?? 0 })}
      empty={t('trackRecord.notScored.empty')}
      fileName={() => name}
      query={query}
      isEmpty={(data) => reasonsOf(data).length === 0}
      chart={(data) => <Reasons reasons={reasonsOf(data)} />}
      table={(data) => table(reasonsOf(data))}
    >
      {() => (
        <FigureFoot>
          <p>{t('trackRecord.notScored.how')}</p>
        </FigureFoot>
      )}
    </Figure>
  );
}

/** Most often first. */
function reasonsOf({ void: voids }: Calibration): Reason[] {
  return Object.entries(voids)
    .map(([reason, count]) => ({ reason: reason as Reason['reason'], count }))
    .filter(({ count }) => count > 0)
    .toSorted((one, other) => other.count - one.count);
}

function Reasons({ reasons }: { reasons: readonly Reason[] }) {
  const t = useTranslations();
  return (
    <Bars
      label={t('trackRecord.notScored.title')}
      bars={reasons.map(({ reason, count }) => ({
        id: reason,
        name: t(`trackRecord.voids.${reason}`),
        amount: count,
        text: t('trackRecord.notScored.count', { count }),
      }))}
    />
  );
}

function useTable() {
  const t = useTranslations();
  return (rows: readonly Reason[]): TableOf<Reason> => ({
    rows,
    keyOf: ({ reason }) => reason,
    columns: [
      {
        name: 'reason',
        label: t('flow.columns.reason'),
        value: ({ reason }) => reason,
        shown: ({ reason }) => t(`trackRecord.voids.${reason}`),
      },
      { name: 'forecasts', label: t('trackRecord.columns.forecasts'), value: ({ count }) => count },
    ],
  });
}
