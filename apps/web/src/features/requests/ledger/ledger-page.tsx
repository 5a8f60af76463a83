'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Ledger } from '@weir/contract';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { RadioGroup } from '@/components/choice/radio-group';
import { EmptyState } from '@/components/feedback/empty-state';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { DateField } from '@/components/form/date-field';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { reading } from '@/lib/api/query';
import { useCurrentBoard } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';
import { isDay } from '@/lib/days';
import { useTranslations } from '@/lib/words/use-translations';
import { GroupsTable, Totals } from './figures';
import styles from './ledger.module.css';
import { groupings, periods, queryOf, type Shown } from './period';

type Props = { shown: Shown; first: Ledger };

/** The outcome of every request in a period, in total and by group. */
export function LedgerPage({ shown, first }: Props) {
  const t = useTranslations();
  const router = useRouter();
  const { slug } = useWorkspace();
  const { key } = useCurrentBoard();
  const home = `/${slug}/${key}/intake`;
  const query = queryOf(shown);
  const { from, to } = shown;
  const file = `/api/weir${requestPaths.ledgerFile(slug, key)}${queryOf({ from, to })}`;
  const { data, error } = useQuery({
    ...reading<Ledger>(requestPaths.ledger(slug, key) + query),
    initialData: first,
    placeholderData: keepPreviousData,
  });
  return (
    <Page>
      <PageHeader
        title={t('ledger.title')}
        crumbs={[{ label: t('intake.title'), href: home }]}
        meta={t('ledger.lead')}
      >
        <a className={styles.file} href={file} download>
          {t('ledger.download')}
        </a>
      </PageHeader>
      <div className={styles.page}>
        <PeriodForm
          key={query}
          shown={shown}
          onChange={(next) => router.push(`${home}/ledger${queryOf(next)}`, { scroll: false })}
        />
        {error && <ProblemNotice problem={error.problem} role="status" />}
        {data.asked === 0 && data.refusedAtTheDoor.length === 0 ? (
          <EmptyState title={t('ledger.emptyTitle')}>{t('ledger.emptyText')}</EmptyState>
        ) : (
          <>
            <Totals ledger={data} />
            {data.groups && <GroupsTable groups={data.groups} by={shown.by} />}
          </>
        )}
      </div>
    </Page>
  );
}

/** The days that are shown, and how they are grouped. */
function PeriodForm({ shown, onChange }: { shown: Shown; onChange: (shown: Shown) => void }) {
  const t = useTranslations();
  const { today } = useCurrentBoard();
  const [days, setDays] = useState({ from: shown.from, to: shown.to });
  const isChanged = days.from !== shown.from || days.to !== shown.to;
  const isComplete = isDay(days.from) && isDay(days.to);
  const isReversed = isComplete && days.from > days.to;
  return (
    <form
      className={styles.period}
      aria-label={t('ledger.period.label')}
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete && !isReversed) onChange({ ...shown, ...days });
      }}
    >
      <div className={styles.presets}>
        {periods(today).map(({ id, from, to }) => {
          const isShown = from === shown.from && to === shown.to;
          return (
            <Button
              key={id}
              size="small"
              variant={isShown ? 'primary' : 'quiet'}
              aria-pressed={isShown}
              onPress={() => onChange({ ...shown, from, to })}
            >
              {t(`ledger.period.presets.${id}`)}
            </Button>
          );
        })}
      </div>
      <div className={styles.days}>
        <DateField
          label={t('ledger.period.from')}
          value={days.from}
          max={today}
          onChange={(from) => setDays({ ...days, from })}
          error={isReversed ? t('ledger.period.reversed') : undefined}
        />
        <DateField
          label={t('ledger.period.to')}
          value={days.to}
          onChange={(to) => setDays({ ...days, to })}
          saysZone={false}
        />
        {isChanged && (
          <Button type="submit" isDisabled={!isComplete || isReversed}>
            {t('ledger.period.submit')}
          </Button>
        )}
      </div>
      <RadioGroup
        label={t('ledger.grouping.label')}
        layout="row"
        hideLabel
        choices={groupings.map((id) => ({ id, label: t(`ledger.grouping.${id}`) }))}
        value={shown.by}
        onChange={(by) => onChange({ ...shown, by })}
      />
    </form>
  );
}
