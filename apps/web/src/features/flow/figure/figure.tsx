'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useId, useRef, useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import type { ProblemError } from '@/lib/api/query';
import { Later, useWhenUsed } from '@/lib/loading/when-used';
import { useTranslations } from '@/lib/words/use-translations';
import { Downloads } from './downloads';
import styles from './figure.module.css';
import type { TableOf } from './table';

/** The parts that every figure has: its title, chart and table, and the files. */
export function Figure<Data, Row>({
  title,
  lead,
  empty,
  keys,
  fileName,
  query,
  isEmpty,
  controls,
  notes,
  chart,
  table,
  children,
}: {
  title: string;
  /** What it shows, in a sentence. */
  lead: ReactNode;
  /** Said in place of an empty chart. */
  empty: string;
  /** What its keys do. Without it: they go through its points. */
  keys?: string;
  /** Of its files, without their ending. */
  fileName: (data: Data) => string;
  query: Pick<UseQueryResult<Data, ProblemError>, 'data' | 'error' | 'isPlaceholderData'>;
  isEmpty: (data: Data) => boolean;
  /** What only this figure can be asked. */
  controls?: ReactNode;
  /** Said above the chart: what is missing from it. */
  notes?: (data: Data) => ReactNode;
  /** `keys` is the id of the text that says which keys a chart takes. */
  chart: (data: Data, keys: string) => ReactNode;
  table: (data: Data) => TableOf<Row>;
  /** Said below the chart. */
  children?: (data: Data) => ReactNode;
}) {
  const t = useTranslations();
  const id = useId();
  const picture = useRef<HTMLDivElement>(null);
  const { data, error, isPlaceholderData } = query;
  const isShown = data !== undefined && !isEmpty(data);
  return (
    <section
      className={styles.figure}
      aria-labelledby={`${id}-title`}
      aria-busy={isPlaceholderData || (!data && !error)}
    >
      <div ref={picture} className={styles.picture} data-old={isPlaceholderData || undefined}>
        {controls && (
          <div className={styles.controls} data-no-picture>
            {controls}
          </div>
        )}
        <h2 id={`${id}-title`}>{title}</h2>
        <p className={styles.lead}>{lead}</p>
        {error && <ProblemNotice problem={error.problem} role="status" />}
        {!data && !error && (
          <>
            <VisuallyHidden>{t('flow.loading')}</VisuallyHidden>
            <Skeleton height="17rem" />
          </>
        )}
        {data && notes?.(data)}
        {data && isEmpty(data) && <p className={styles.empty}>{empty}</p>}
        {isShown && chart(data, `${id}-keys`)}
        {isShown && children?.(data)}
      </div>
      {isShown && (
        <div className={styles.files}>
          <VisuallyHidden>
            <span id={`${id}-keys`}>{keys ?? t('flow.keys')}</span>
          </VisuallyHidden>
          <div className={styles.downloads}>
            <Downloads name={fileName(data)} title={title} table={() => table(data)} picture={picture} />
          </div>
          <AsTable title={title} table={() => table(data)} />
        </div>
      )}
    </section>
  );
}

const later = new Later(() => import('./data-table'));

/** Its rows are drawn when somebody wants them: there can be thousands. */
function AsTable<Row>({ title, table }: { title: string; table: () => TableOf<Row> }) {
  const t = useTranslations();
  const [isOpen, setOpen] = useState(false);
  const parts = useWhenUsed(later, isOpen);
  return (
    <details className={styles.details} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {t('flow.table')}
        <VisuallyHidden>: {title}</VisuallyHidden>
      </summary>
      {isOpen && parts && <parts.DataTable title={title} table={table()} />}
    </details>
  );
}
