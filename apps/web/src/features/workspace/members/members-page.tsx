'use client';

import { useQuery } from '@tanstack/react-query';
import { can, type InvitationList, type MemberList } from '@weir/contract';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { Invitations } from './invitations';
import { Invite } from './invite';
import { MemberLine } from './member-line';
import styles from './members.module.css';

type Props = { members: MemberList; invitations: InvitationList | null };

/** The members of a workspace and, for owners, the open invitations. */
export function MembersPage({ members, invitations }: Props) {
  const t = useTranslations();
  const { slug, role } = useWorkspace();
  const path = `${paths.members(slug)}?size=200`;
  const query = useQuery({ ...reading<MemberList>(path), initialData: members });
  const canManage = can(role, 'manageMembers');
  const { items, nextCursor } = query.data;
  const owners = items.filter((member) => member.role === 'owner');
  return (
    <Page>
      <PageHeader
        title={t('workspace.members.title')}
        meta={t('workspace.members.count', { count: items.length })}
      >
        {canManage && <Invite />}
      </PageHeader>
      {query.error && <ProblemNotice problem={query.error.problem} role="status" />}
      <ul className={styles.list}>
        {items.map((member) => (
          <MemberLine
            key={member.id}
            listPath={path}
            member={member}
            isLastOwner={!nextCursor && owners.length === 1 && member.role === 'owner'}
            canManage={canManage}
          />
        ))}
      </ul>
      {invitations && <Invitations first={invitations} />}
    </Page>
  );
}
