'use client';

import { useQuery } from '@tanstack/react-query';
import { can, type Member, type MemberList } from '@weir/contract';
import { Avatar } from '@/components/data/avatar';
import { Controls } from '@/components/data/control-lines';
import { EmptyState } from '@/components/feedback/empty-state';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Link } from '@/components/layout/link';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { readingAll } from '@/lib/api/query';
import { byName } from '@/lib/by-name';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import styles from '../members.module.css';
import { MembersTabs } from '../members-tabs';
import { EditServiceAccount, NewServiceAccount } from './account-form';
import { canManageAccount } from './managed';
import { RemoveServiceAccount } from './remove-account';

/** The service accounts of a workspace: the members that are not people. Managers make, change and remove them. */
export function ServiceAccountsPage({ members }: { members: MemberList }) {
  const t = useTranslations();
  const { slug, role } = useWorkspace();
  const query = useQuery({ ...readingAll<Member>(workspacePaths.allMembers(slug)), initialData: members });
  const accounts = byName(query.data.items.filter(({ kind }) => kind === 'service'));
  const canManage = can(role, 'manageServiceAccounts');
  return (
    <Page>
      <PageHeader
        title={t('workspace.members.title')}
        meta={t('serviceAccounts.count', { count: accounts.length })}
      >
        {canManage && accounts.length > 0 && <NewServiceAccount />}
      </PageHeader>
      <MembersTabs />
      {query.error && <ProblemNotice problem={query.error.problem} role="status" />}
      {accounts.length === 0 ? (
        <EmptyState title={t('serviceAccounts.none')} action={canManage && <NewServiceAccount />}>
          {t('serviceAccounts.noneText')}
        </EmptyState>
      ) : (
        <ul className={styles.list}>
          {accounts.map((account) => (
            <AccountLine key={account.id} account={account} />
          ))}
        </ul>
      )}
    </Page>
  );
}

function AccountLine({ account }: { account: Member }) {
  const t = useTranslations();
  const { slug, role } = useWorkspace();
  const { id, name } = account;
  const canManage = canManageAccount(role, account.role);
  return (
    <li className={styles.line}>
      <Avatar person={account} size={34} isDecorative />
      <span className={styles.person}>
        {canManage ? (
          <Link href={`/${slug}/members/service-accounts/${id}`} className={styles.team}>
            {name}
          </Link>
        ) : (
          <span className={styles.name}>{name}</span>
        )}
        <span className={styles.soft}>{t(`common.roles.${account.role}.name`)}</span>
      </span>
      {canManage && (
        <Controls>
          <EditServiceAccount account={account} />
          <RemoveServiceAccount account={account} />
        </Controls>
      )}
    </li>
  );
}
