'use client';

import { useQuery } from '@tanstack/react-query';
import type { BackupReport, BackupRun } from '@weir/contract';
import { Concern, Fact } from '@/components/data/control-lines';
import { Ago } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { Panel } from '@/components/layout/panel';
import { accountPaths } from '@/lib/api/paths/account-paths';
import { reading } from '@/lib/api/query';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { AccountFrame } from '../frame/account-frame';
import { BackupNotice, DrillNotice } from './backup-notices';
import styles from './backups.module.css';

/** How the backups and drills of the installation ended, for the people who run it. */
export function BackupsPage() {
  const t = useTranslations();
  const { data, error } = useQuery(reading<BackupReport>(accountPaths.backups));
  return (
    <AccountFrame current="backups" lead={t('backups.lead')}>
      {error && <ProblemNotice problem={error.problem} />}
      {data ? <Report report={data} /> : !error && <Skeleton />}
    </AccountFrame>
  );
}

function Report({ report }: { report: BackupReport }) {
  const t = useTranslations();
  const { goodBackup, goodDrill, items } = report;
  const last = (kind: BackupRun['kind']) => items.find((run) => run.kind === kind);
  return (
    <div className={styles.report}>
      <BackupNotice last={last('backup') ?? goodBackup} good={goodBackup} />
      <DrillNotice last={last('drill') ?? goodDrill} />
      {items.length > 0 && (
        <Panel title={t('backups.list')}>
          <ul className={styles.runs}>
            {items.map((run) => (
              <RunLine key={run.id} run={run} />
            ))}
          </ul>
        </Panel>
      )}
    </div>
  );
}

function RunLine({ run: { kind, isGood, backup, at, milliseconds } }: { run: BackupRun }) {
  const t = useTranslations();
  const dates = useDates();
  const result = t('backups.result', { isGood: isGood ? 'yes' : 'no' });
  return (
    <li>
      <span className={styles.kind}>{t('backups.kind', { kind })}</span>
      <span className={styles.name}>{backup}</span>
      <Fact>
        {isGood ? result : <Concern>{result}</Concern>} · <Ago at={at} /> ·{' '}
        {dates.duration(milliseconds / 1000, Math.ceil)}
      </Fact>
    </li>
  );
}
