'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import type { AuditEntry, AuditLog, BoardSummary, Member } from '@weir/contract';
import { Instant } from '@/components/data/time';
import { EmptyState } from '@/components/feedback/empty-state';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { readingPages } from '@/lib/api/reading-pages';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { AuditFilters } from './audit-filters';
import styles from './audit-log.module.css';
import { useEntryText } from './entry-text';
import { addressOf, type Shown } from './shown';

type Props = {
  shown: Shown;
  /** The filters as the API takes them. */
  query: string;
  first: AuditLog;
  members: Member[];
  boards: BoardSummary[];
};

/** For owners: who changed what and when, newest first. The address has the filters. */
export function AuditLogPage({ shown, query, first, members, boards }: Props) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const log = useAuditLog(adminPaths.audit(slug) + query, first);
  const entries = log.data.pages.flatMap(({ items }) => items);
  const isFiltered = addressOf(shown) !== '';
  return (
    <Page>
      <PageHeader
        title={t('auditLog.title')}
        crumbs={[{ label: t('workspaceSettings.title'), href: `/${slug}/settings` }]}
        meta={t('auditLog.lead')}
      >
        <a className={styles.file} href={`/api/weir${adminPaths.auditFile(slug)}${query}`} download>
          {t('auditLog.download')}
        </a>
      </PageHeader>
      <AuditFilters shown={shown} members={members} boards={boards} />
      {log.error && <ProblemNotice problem={log.error.problem} role="status" />}
      {entries.length > 0 && (
        <ol className={styles.entries}>
          {entries.map((entry) => (
            <Entry key={keyOf(entry)} entry={entry} />
          ))}
        </ol>
      )}
      {entries.length === 0 && !log.hasNextPage && (
        <EmptyState title={t(isFiltered ? 'auditLog.noneFiltered' : 'auditLog.none')}>
          {t(isFiltered ? 'auditLog.noneFilteredText' : 'auditLog.noneText')}
        </EmptyState>
      )}
      {log.hasNextPage && (
        <div className={styles.more}>
          {isFiltered && <p>{t('auditLog.moreToSearch')}</p>}
          <Button isPending={log.isFetchingNextPage} onPress={() => log.fetchNextPage()}>
            {t('auditLog.more')}
          </Button>
        </div>
      )}
    </Page>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const t = useTranslations();
  const text = useEntryText()(entry);
  const { board, event } = entry;
  const changes = 'changes' in event ? event.changes : event.change;
  return (
    <li className={styles.entry}>
      <p dir="auto">{text}</p>
      <p className={styles.when}>
        <Instant at={event.at} />
        {board && <span dir="auto">{board.name}</span>}
      </p>
      <details className={styles.details}>
        <summary>{t('auditLog.details')}</summary>
        <pre>
          {event.type} {JSON.stringify(changes, null, 2)}
        </pre>
      </details>
    </li>
  );
}

function keyOf({ board, event }: AuditEntry): string {
  return 'seq' in event ? `${board?.key} ${event.seq}` : event.id;
}

/** Page by page, from the `first` one on. It stays as it was read until the page is opened again. */
function useAuditLog(path: string, first: AuditLog) {
  return useInfiniteQuery({
    ...readingPages<AuditLog>(path),
    initialData: { pages: [first], pageParams: [null] },
    staleTime: Number.POSITIVE_INFINITY,
  });
}
