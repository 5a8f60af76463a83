'use client';

import { useQuery } from '@tanstack/react-query';
import { type CreditAccounts, can } from '@weir/contract';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Link } from '@/components/layout/link';
import { Panel } from '@/components/layout/panel';
import { creditPaths } from '@/lib/api/paths/credit-paths';
import { readingAll } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { AdjustCredits } from './adjust-credits';
import styles from './credits.module.css';

/** Everyone who can submit requests, sorted by name. `shown`: the person whose ledger is below. */
export function CreditAccountsTable({ shown }: { shown: string | null }) {
  const t = useTranslations();
  const { slug, role } = useWorkspace();
  const { data, error } = useQuery(readingAll<CreditAccounts['items'][number]>(creditPaths.accounts(slug)));
  const mayAdjust = can(role, 'manageWorkspace');
  const people = data?.items.toSorted((one, other) => one.user.name.localeCompare(other.user.name));
  return (
    <Panel
      title={t('credits.accounts.title')}
      actions={<Link href={`/${slug}/credits?user=all`}>{t('credits.accounts.all')}</Link>}
    >
      {error && <ProblemNotice problem={error.problem} role="status" />}
      {people && (
        <div className={styles.frame}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('credits.accounts.person')}</th>
                <th scope="col">{t('credits.entries.balance')}</th>
                <th scope="col">{t('credits.accounts.charged')}</th>
                {mayAdjust && <th scope="col">{t('credits.accounts.actions')}</th>}
              </tr>
            </thead>
            <tbody>
              {people.map(({ user, balance, credits, charged }) => (
                <tr key={user.id} aria-current={shown === user.id || undefined}>
                  <th scope="row">
                    <Link href={`/${slug}/credits?user=${user.id}`}>{user.name}</Link>
                  </th>
                  <td>{t('credits.accounts.of', { balance, credits })}</td>
                  <td>{charged}</td>
                  {mayAdjust && (
                    <td>
                      <AdjustCredits user={user} balance={balance} />
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
