'use client';

import type { BackupFault, BackupRun } from '@weir/contract';
import type { ReactNode } from 'react';
import { Ago } from '@/components/data/time';
import { Notice } from '@/components/feedback/notice';
import { useFileSize } from '@/lib/words/use-file-size';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './backups.module.css';

const twoDays = 2 * 24 * 60 * 60 * 1000;
const mostFaults = 10;
const code = (words: ReactNode) => <code>{words}</code>;

/** The last backup: good, old, failed, or none. */
export function BackupNotice({ last, good }: { last: BackupRun | null; good: BackupRun | null }) {
  const t = useTranslations();
  const sizeOf = useFileSize();
  if (!last) {
    return (
      <Notice tone="warn" title={t('backups.backup.none')}>
        {t.rich('backups.backup.noneText', { code })}
      </Notice>
    );
  }
  if (!last.isGood) {
    return (
      <Notice tone="refusal" title={t('backups.backup.bad')}>
        <Faults faults={last.faults} />
        <p>
          {good
            ? t.rich('backups.backup.goodBefore', { name: good.backup, ago: () => <Ago at={good.madeAt} /> })
            : t('backups.backup.noGood')}
        </p>
      </Notice>
    );
  }
  const isOld = Date.now() - Date.parse(last.madeAt) > twoDays;
  return (
    <Notice tone={isOld ? 'warn' : 'ok'} title={t(isOld ? 'backups.backup.old' : 'backups.backup.good')}>
      {t.rich('backups.backup.madeText', {
        name: last.backup,
        size: last.bytes === null ? 'none' : sizeOf(last.bytes),
        ago: () => <Ago at={last.madeAt} />,
      })}
    </Notice>
  );
}

/** The last drill: good, with faults, or none. */
export function DrillNotice({ last }: { last: BackupRun | null }) {
  const t = useTranslations();
  if (!last) {
    return (
      <Notice tone="warn" title={t('backups.drill.none')}>
        {t.rich('backups.drill.noneText', { code })}
      </Notice>
    );
  }
  const restored = { name: last.backup, ago: () => <Ago at={last.at} /> };
  if (!last.isGood) {
    return (
      <Notice tone="refusal" title={t('backups.drill.bad')}>
        <p>{t.rich('backups.drill.badText', restored)}</p>
        <Faults faults={last.faults} />
      </Notice>
    );
  }
  const { rows = 0, tables = 0, boards = 0, limits = 0, files, missingFiles } = last.restored ?? {};
  return (
    <Notice tone="ok" title={t('backups.drill.good')}>
      <p>{t.rich('backups.drill.goodText', { ...restored, rows, tables, boards, limits })}</p>
      {typeof files === 'number' && (
        <p>
          {missingFiles
            ? t('backups.drill.missingFiles', { missing: missingFiles, files })
            : t('backups.drill.files', { files })}
        </p>
      )}
    </Notice>
  );
}

function Faults({ faults }: { faults: BackupFault[] }) {
  const t = useTranslations();
  const rest = faults.length - mostFaults;
  return (
    <ul className={styles.faults} aria-label={t('backups.faults')}>
      {faults.slice(0, mostFaults).map(({ code: fault, about, expected, found }) => (
        <li key={`${fault} ${about}`}>
          {t(`backups.fault.${fault}`, {
            about: about ?? '',
            expected: expected ?? '',
            found: found ?? '',
          })}
        </li>
      ))}
      {rest > 0 && <li>{t('backups.more', { count: rest })}</li>}
    </ul>
  );
}
