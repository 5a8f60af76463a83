'use client';

import { useQuery } from '@tanstack/react-query';
import { can, type InvitationList, type MemberList, type Team, type TeamList } from '@weir/contract';
import { useSearchParams } from 'next/navigation';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Select } from '@/components/form/select';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { reading, readingAll } from '@/lib/api/query';
import { byName } from '@/lib/by-name';
import { useWorkspace } from '@/lib/context/workspace';
import { pushQuery } from '@/lib/pages/page-query';
import { useTranslations } from '@/lib/words/use-translations';
import { Invitations } from './invitations';
import { Invite } from './invite';
import { MemberLine } from './member-line';
import styles from './members.module.css';
import { MembersTabs } from './members-tabs';

type Props = { members: MemberList; teams: TeamList; invitations: InvitationList | null };

/** In place of a team's id: everybody. */
const everybody = 'everybody';

/** The people of a workspace, or the members of the team in the address, and, for owners, the open invitations. */
export function MembersPage({ members, teams: firstTeams, invitations }: Props) {
  const t = useTranslations();
  const { slug, role } = useWorkspace();
  const path = `${workspacePaths.members(slug)}?size=200`;
  const query = useQuery({ ...reading<MemberList>(path), initialData: members });
  const teams = byName(
    useQuery({ ...readingAll<Team>(workspacePaths.allTeams(slug)), initialData: firstTeams }).data.items,
  );
  const asked = useSearchParams().get('team');
  const team = teams.find(({ id }) => id === asked);
  const canManage = can(role, 'manageMembers');
  const { items, nextCursor } = query.data;
  const shown = team
    ? items.filter(({ id }) => team.members.some((member) => member.id === id))
    : items.filter(({ kind }) => kind === 'person');
  const owners = items.filter((member) => member.role === 'owner');
  return (
    <Page>
      <PageHeader
        title={t('workspace.members.title')}
        meta={t('workspace.members.count', { count: shown.length })}
      >
        {canManage && <Invite />}
      </PageHeader>
      <MembersTabs />
      {teams.length > 0 && (
        <div className={styles.filter}>
          <Select
            label={t('teams.filter')}
            options={[
              { id: everybody, label: t('teams.everybody') },
              ...teams.map(({ id, name }) => ({ id, label: name })),
            ]}
            value={team?.id ?? everybody}
            onChange={(id) => pushQuery({ team: id === everybody ? null : id })}
          />
        </div>
      )}
      {query.error && <ProblemNotice problem={query.error.problem} role="status" />}
      <ul className={styles.list}>
        {shown.map((member) => (
          <MemberLine
            key={member.id}
            listPath={path}
            member={member}
            teams={teams.filter(({ members }) => members.some(({ id }) => id === member.id))}
            isLastOwner={!nextCursor && owners.length === 1 && member.role === 'owner'}
            canManage={canManage && member.kind === 'person'}
          />
        ))}
      </ul>
      {invitations && <Invitations first={invitations} />}
    </Page>
  );
}
