'use client';

import type { Estimate, WhatIf, WhatIfComparison, WhatIfFigure } from '@weir/contract';
import { useFormatter } from 'next-intl';
import { Notice } from '@/components/feedback/notice';
import { useTranslations } from '@/lib/words/use-translations';
import { DataTable } from '../figure/data-table';
import { figureNames, useAmounts } from './amounts';
import { type BoardNow, type Changes, sharesOf } from './changes';
import { CycleChart } from './cycle-chart';
import styles from './what-if.module.css';

/** What would be different, in words, as a chart and as a table. */
export function Answer({
  answer,
  result,
  changes,
  now,
}: {
  answer: WhatIf;
  result: WhatIfComparison;
  changes: Changes;
  now: BoardNow;
}) {
  const t = useTranslations();
  return (
    <>
      <h2>
        <ChangeText changes={changes} now={now} />
      </h2>
      <ul className={styles.sentences}>
        {(['cycleP85', 'throughput', 'refused', 'answerP85'] as const).map((figure) => (
          <Sentence key={figure} figure={figure} result={result} />
        ))}
      </ul>
      {answer.fit?.warning && <Notice tone="warn">{answer.fit.warning}</Notice>}
      <CycleChart result={result} />
      <Figures title={t('whatIf.table.title')} result={result} />
    </>
  );
}

/** “With 3 instead of 5 in Review” */
export function ChangeText({
  changes: { limits, depth, staffing, mix },
  now,
}: {
  changes: Changes;
  now: BoardNow;
}) {
  const t = useTranslations();
  const format = useFormatter();
  const parts = now.places
    .filter(({ id }) => id in limits)
    .map(({ id, name, max }) => {
      const values = { to: limits[id] ?? -1, from: max ?? -1 };
      return name === null
        ? t('whatIf.change.board', values)
        : t('whatIf.change.column', { ...values, column: name });
    });
  if (depth !== null) parts.push(t('whatIf.change.depth', { to: depth, from: now.depth }));
  if (staffing !== 100) parts.push(t('whatIf.change.staffing', { percent: staffing }));
  if (mix) {
    const shares = sharesOf(mix).map(([name, percent]) =>
      t('whatIf.change.share', { percent, class: t(`vocabulary.classes.${name}`) }),
    );
    parts.push(t('whatIf.change.mix', { shares: format.list(shares) }));
  }
  return t('whatIf.change.all', { changes: format.list(parts) });
}

/** Nothing is said about a figure that is unknown, or that stays as it is. */
function Sentence({
  figure,
  result: { before, after, difference },
}: {
  figure: 'cycleP85' | 'throughput' | 'refused' | 'answerP85';
  result: WhatIfComparison;
}) {
  const t = useTranslations();
  const { amount } = useAmounts();
  const [was, is, change] = [before[figure], after[figure], difference[figure]];
  if (!was || !is || !change) return null;
  const isSure = change.low > 0 || change.high < 0;
  const [shownWas, shownIs] = [amount(figure, was.value), amount(figure, is.value)];
  const isSame = shownWas === shownIs;
  const values = {
    was: shownWas,
    is: shownIs,
    low: amount(figure, is.low),
    high: amount(figure, is.high),
    days: is.value,
  };
  return (
    <li data-sure={isSure || undefined}>
      {isSame ? t(`whatIf.same.${figure}`, values) : t(`whatIf.sentence.${figure}`, values)}
      {!isSame && !isSure && ` ${t('whatIf.unsure')}`}
    </li>
  );
}

type Row = { figure: WhatIfFigure; before: Estimate; after: Estimate; difference: Estimate };

function Figures({ title, result }: { title: string; result: WhatIfComparison }) {
  const t = useTranslations();
  const { span } = useAmounts();
  const rows = figureNames.flatMap((figure): Row[] => {
    const [before, after, difference] = [
      result.before[figure],
      result.after[figure],
      result.difference[figure],
    ];
    return before && after && difference ? [{ figure, before, after, difference }] : [];
  });
  const column = (name: 'before' | 'after' | 'difference') => ({
    name,
    label: t(`whatIf.table.${name}`),
    value: (row: Row) => row[name].value,
    shown: (row: Row) => span(row.figure, row[name], { isDifference: name === 'difference' }),
  });
  return (
    <DataTable
      title={title}
      table={{
        columns: [
          {
            name: 'figure',
            label: t('whatIf.table.figure'),
            value: (row) => t(`whatIf.figures.${row.figure}`),
          },
          column('before'),
          column('after'),
          column('difference'),
        ],
        rows,
        keyOf: ({ figure }) => figure,
      }}
    />
  );
}
