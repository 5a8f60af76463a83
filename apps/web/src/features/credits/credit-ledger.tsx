'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import type { CreditEntries, CreditEntry } from '@weir/contract';
import { useFormatter } from 'next-intl';
import { Instant } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Link } from '@/components/layout/link';
import { Panel } from '@/components/layout/panel';
import { api } from '@/lib/api/client';
import { creditPaths } from '@/lib/api/paths/credit-paths';
import { ProblemError } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './credits.module.css';

/** The entries of a person, or of everybody (`all`), newest first; null: the reader’s. */
export function CreditLedger({ user }: { user: string | null }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const path = creditPaths.entries(slug, user);
  const query = useInfiniteQuery<CreditEntries, ProblemError>({
    queryKey: [path],
    initialPageParam: null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    queryFn: async ({ pageParam, signal }) => {
      const page = pageParam === null ? path : `${path}${path.includes('?') ? '&' : '?'}cursor=${pageParam}`;
      const result = await api.get<CreditEntries>(page, { signal });
      if (!result.ok) throw new ProblemError(result.problem);
      return result.value;
    },
  });
  const entries = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const isOfOthers = user !== null;
  const title =
    user === null
      ? t('credits.entries.title')
      : t('credits.entries.titleOf', { name: user === 'all' ? 'all' : (entries[0]?.user.name ?? '…') });
  return (
    <Panel
      title={title}
      actions={
        <span className={styles.links}>
          {isOfOthers && <Link href={`/${slug}/credits`}>{t('credits.entries.mine')}</Link>}{' '}
          <a href={`/api/weir${creditPaths.file(slug, user)}`} download>
            {t('credits.entries.download')}
          </a>
        </span>
      }
    >
      {query.error && <ProblemNotice problem={query.error.problem} role="status" />}
      {query.data && entries.length === 0 && <p className={styles.note}>{t('credits.entries.none')}</p>}
      {entries.length > 0 && <Entries entries={entries} hasNames={user === 'all'} />}
      {query.hasNextPage && (
        <div>
          <Button isPending={query.isFetchingNextPage} onPress={() => query.fetchNextPage()}>
            {t('credits.entries.more')}
          </Button>
        </div>
      )}
    </Panel>
  );
}

function Entries({ entries, hasNames }: { entries: CreditEntry[]; hasNames: boolean }) {
  const t = useTranslations();
  const format = useFormatter();
  return (
    <div className={styles.frame}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('credits.entries.when')}</th>
            {hasNames && <th scope="col">{t('credits.accounts.person')}</th>}
            <th scope="col">{t('credits.entries.what')}</th>
            <th scope="col">{t('credits.entries.amount')}</th>
            <th scope="col">{t('credits.entries.balance')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id}>
              <td>
                <Instant at={entry.at} />
              </td>
              {hasNames && <td dir="auto">{entry.user.name}</td>}
              <td>
                <What entry={entry} />
              </td>
              <td>{format.number(entry.amount, { signDisplay: 'exceptZero' })}</td>
              <td>{entry.balance}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What an entry is for, in words. */
function What({ entry: { kind, reason, request, note, by } }: { entry: CreditEntry }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const link = request && (
    <Link href={`/${slug}/${request.board}/requests/${request.number}`}>{request.ref}</Link>
  );
  if (kind === 'grant') return t('credits.kinds.grant');
  if (kind === 'adjustment')
    return (
      <>
        {t('credits.kinds.adjustment', { name: by?.name ?? t('credits.someone') })}{' '}
        <span dir="auto">{note}</span>
      </>
    );
  return (
    <>
      {t(`credits.kinds.${kind}`, { reason: reason ?? 'other' })} {link}
    </>
  );
}
