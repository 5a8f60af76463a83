'use client';

import { useQuery } from '@tanstack/react-query';
import { can, type InvitationList, type MemberList, type User, type Workspace } from '@weir/contract';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';
import { Invitations } from './invitations';
import { Invite } from './invite';
import { MemberLine } from './member-line';
import styles from './members.module.css';

type Props = { me: User; workspace: Workspace; members: MemberList; invitations: InvitationList | null };

export function MembersPage({ me, workspace, members, invitations }: Props) {
  const path = `${paths.members(workspace.slug)}?size=200`;
  const query = useQuery({ ...reading<MemberList>(path), initialData: members });
  const isOwner = can(workspace.role, 'manageMembers');
  const { items, nextCursor } = query.data;
  const owners = items.filter(({ role }) => role === 'owner');
  return (
    <Page>
      <PageHeader title="Members" meta={`${items.length} ${items.length === 1 ? 'person' : 'people'}`}>
        {isOwner && <Invite workspace={workspace.slug} />}
      </PageHeader>
      {query.error && <ProblemNotice problem={query.error.problem} role="status" />}
      <ul className={styles.list}>
        {items.map((member) => (
          <MemberLine
            key={member.id}
            workspace={workspace}
            listPath={path}
            member={member}
            isMe={member.id === me.id}
            isLastOwner={!nextCursor && owners.length === 1 && member.role === 'owner'}
            mayManage={isOwner}
          />
        ))}
      </ul>
      {invitations && <Invitations workspace={workspace.slug} first={invitations} />}
    </Page>
  );
}
