'use client';

import { useQuery } from '@tanstack/react-query';
import { can, type Team, type TeamList } from '@weir/contract';
import { useRef } from 'react';
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
import { focusRows } from '@/lib/focus-rows';
import { useTranslations } from '@/lib/words/use-translations';
import styles from '../members.module.css';
import { MembersTabs } from '../members-tabs';
import { DeleteTeam } from './delete-team';
import { EditTeam, NewTeam } from './team-form';

/** Faces of a team before the others are a number. */
const maxFaces = 8;

/** The teams of a workspace. Managers create, change and delete them. */
export function TeamsPage({ teams }: { teams: TeamList }) {
  const t = useTranslations();
  const { slug, role } = useWorkspace();
  const query = useQuery({ ...readingAll<Team>(workspacePaths.allTeams(slug)), initialData: teams });
  const canManage = can(role, 'manageTeams');
  const section = useRef<HTMLElement>(null);
  const sorted = byName(query.data.items);
  return (
    <Page>
      <PageHeader title={t('workspace.members.title')} meta={t('teams.count', { count: sorted.length })}>
        {canManage && sorted.length > 0 && <NewTeam />}
      </PageHeader>
      <MembersTabs />
      {query.error && <ProblemNotice problem={query.error.problem} role="status" />}
      <section ref={section} tabIndex={-1} className={styles.teams} aria-label={t('teams.title')}>
        {sorted.length === 0 ? (
          <EmptyState title={t('teams.none')} action={canManage && <NewTeam />}>
            {t('teams.noneText')}
          </EmptyState>
        ) : (
          <ul className={styles.list}>
            {sorted.map((team) => (
              <TeamLine
                key={team.id}
                team={team}
                canManage={canManage}
                onDeleted={() => focusRows(section)}
              />
            ))}
          </ul>
        )}
      </section>
    </Page>
  );
}

function TeamLine({ team, canManage, onDeleted }: { team: Team; canManage: boolean; onDeleted: () => void }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { id, name, members } = team;
  const shown = members.length > maxFaces + 1 ? members.slice(0, maxFaces) : members;
  const more = members.length - shown.length;
  return (
    <li className={styles.line}>
      <span className={styles.person}>
        <Link href={`/${slug}/members?team=${id}`} className={styles.team}>
          {name}
        </Link>
        <span className={styles.soft}>{t('teams.members', { count: members.length })}</span>
      </span>
      {members.length > 0 && (
        <ul className={styles.faces} aria-label={t('teams.membersOf', { name })}>
          {shown.map((member) => (
            <li key={member.id}>
              <Avatar person={member} size={28} />
            </li>
          ))}
          {more > 0 && <li className={styles.soft}>{t('teams.more', { count: more })}</li>}
        </ul>
      )}
      {canManage && (
        <Controls>
          <EditTeam team={team} />
          <DeleteTeam team={team} onDeleted={onDeleted} />
        </Controls>
      )}
    </li>
  );
}
