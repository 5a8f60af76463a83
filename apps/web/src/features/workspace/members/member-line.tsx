'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type Member, type Role, roles, type Team } from '@weir/contract';
import { useFormatter } from 'next-intl';
import { useState } from 'react';
import { Avatar } from '@/components/data/avatar';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Select } from '@/components/form/select';
import { api } from '@/lib/api/client';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import { LeaveDialog } from './leave-dialog';
import styles from './members.module.css';
import { RoleDialog } from './role-dialog';

/** The roles as choices, each with what it may do. */
export function useRoleOptions() {
  const t = useTranslations();
  return roles.map((id) => ({
    id,
    label: t(`common.roles.${id}.name`),
    description: t(`common.roles.${id}.may`),
  }));
}

type Props = {
  listPath: string;
  member: Member;
  /** Those of the member. */
  teams: readonly Team[];
  isLastOwner: boolean;
  canManage: boolean;
};

export function MemberLine({ listPath, member, teams, isLastOwner, canManage }: Props) {
  const t = useTranslations();
  const format = useFormatter();
  const { slug, me } = useWorkspace();
  const client = useQueryClient();
  const { problem, save } = useSave();
  const [wanted, setWanted] = useState<Role | null>(null);
  const roleOptions = useRoleOptions();
  const { name } = member;
  const isMe = member.id === me.id;
  const path = workspacePaths.member(slug, member.id);
  const renew = () => client.invalidateQueries({ queryKey: [listPath] });
  const changeRole = async (role: Role) => {
    const isSaved = await save(() => api.patch(path, { role }), {
      announcement: t('workspace.members.roleChanged', { name, role: t(`common.roles.${role}.name`) }),
    });
    await renew();
    return isSaved;
  };
  const remove = async () => {
    const isRemoved = await save(() => api.delete(path), {
      announcement: t('workspace.members.removed', { name }),
    });
    await renew();
    if (isRemoved && isMe) window.location.assign('/');
    return isRemoved;
  };
  return (
    <li className={styles.line}>
      <Avatar person={member} size={34} isDecorative />
      <span className={styles.person}>
        <span className={styles.name}>
          {isMe
            ? t.rich('workspace.members.you', {
                name,
                soft: (text) => <span className={styles.soft}>{text}</span>,
              })
            : name}
        </span>
        {member.email && <span className={styles.soft}>{member.email}</span>}
        {teams.length > 0 && (
          <span className={styles.soft}>
            {t('teams.of', { teams: format.list(teams.map((team) => team.name)), count: teams.length })}
          </span>
        )}
      </span>
      {canManage ? (
        <div className={styles.role}>
          <Select
            label={t('workspace.members.roleOf', { name })}
            hideLabel
            options={roleOptions}
            value={member.role}
            onChange={(role) => setWanted(role === member.role ? null : role)}
          />
        </div>
      ) : (
        <span className={styles.soft}>{t(`common.roles.${member.role}.name`)}</span>
      )}
      {(canManage || isMe) && <LeaveDialog member={member} isLastOwner={isLastOwner} onLeave={remove} />}
      {wanted && (
        <RoleDialog
          member={member}
          role={wanted}
          isLastOwner={isLastOwner}
          onChange={changeRole}
          onClose={() => setWanted(null)}
        />
      )}
      {problem && (
        <div className={styles.problem}>
          <ProblemNotice problem={problem} />
        </div>
      )}
    </li>
  );
}
