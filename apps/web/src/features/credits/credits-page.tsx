'use client';

import { useQuery } from '@tanstack/react-query';
import { can, type OwnCredits } from '@weir/contract';
import { Slots } from '@/components/data/slots';
import { Day } from '@/components/data/time';
import { EmptyState } from '@/components/feedback/empty-state';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Link } from '@/components/layout/link';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { Panel } from '@/components/layout/panel';
import { creditPaths } from '@/lib/api/paths/credit-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { CreditAccountsTable } from './accounts-table';
import { CreditLedger } from './credit-ledger';
import styles from './credits.module.css';
import { EndedNotice } from './ended-notice';

/** The most slots that are drawn. */
const mostSlots = 40;

/**
 * The reader’s credits and ledger. People who answer requests also see everybody’s. `user`: the id of the person whose ledger is shown,
 * or `all`; null: the reader’s ledger.
 */
export function CreditsPage({ first, user }: { first: OwnCredits; user: string | null }) {
  const t = useTranslations();
  const { slug, role, name } = useWorkspace();
  const { data, error } = useQuery({ ...reading<OwnCredits>(creditPaths.own(slug)), initialData: first });
  const { rule, account } = data;
  const mayReadAll = can(role, 'answerRequests');
  const shown = mayReadAll ? user : null;
  return (
    <Page>
      <PageHeader
        title={t('credits.title')}
        crumbs={[{ label: name, href: `/${slug}` }]}
        meta={t('credits.experiment')}
      >
        {can(role, 'manageWorkspace') && (
          <Link href={`/${slug}/settings/credits`}>{t('credits.settings.open')}</Link>
        )}
      </PageHeader>
      <div className={styles.page}>
        {error && <ProblemNotice problem={error.problem} role="status" />}
        {!rule && <EmptyState title={t('credits.never.title')}>{t('credits.never.text')}</EmptyState>}
        {rule?.ended && <EndedNotice ended={rule.ended} />}
        {rule && account && (
          <Panel title={t('credits.own.title')}>
            <div className={styles.parts}>
              <p className={styles.balance}>
                {t('credits.own.balance', { balance: account.balance, credits: account.credits })}
              </p>
              {account.credits <= mostSlots && account.credits > 0 && (
                <Slots
                  filled={account.balance}
                  max={account.credits}
                  label={t('credits.own.balance', { balance: account.balance, credits: account.credits })}
                />
              )}
              <p className={styles.note}>
                {t.rich('credits.own.renews', {
                  credits: rule.credits,
                  period: rule.period,
                  zone: rule.timeZone,
                  day: () => <Day date={account.renewsOn} long />,
                })}{' '}
                {t('credits.price.free')}
              </p>
            </div>
          </Panel>
        )}
        {rule && account && mayReadAll && <CreditAccountsTable shown={shown} />}
        {rule && <CreditLedger user={shown} />}
      </div>
    </Page>
  );
}
