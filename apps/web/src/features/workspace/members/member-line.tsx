'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type Member, type Role, roles, type Workspace } from '@weir/contract';
import { useState } from 'react';
import { Avatar } from '@/components/data/avatar';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Select } from '@/components/form/select';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { AnyProblem, Result } from '@/lib/api/result';
import { roleWords } from '../account/role-words';
import { LeaveDialog } from './leave-dialog';
import styles from './members.module.css';
import { RoleDialog } from './role-dialog';

export const roleOptions = roles.map((id) => ({
  id,
  label: roleWords[id].label,
  description: roleWords[id].may,
}));

type Props = {
  workspace: Workspace;
  listPath: string;
  member: Member;
  isMe: boolean;
  isLastOwner: boolean;
  mayManage: boolean;
};

export function MemberLine({
  workspace: { slug, name: workspaceName },
  listPath,
  member,
  isMe,
  isLastOwner,
  mayManage,
}: Props) {
  const client = useQueryClient();
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const after = async (result: Result<unknown>, done: string) => {
    setProblem(result.ok ? null : result.problem);
    if (result.ok) announce(done);
    await client.invalidateQueries({ queryKey: [listPath] });
    return result.ok;
  };
  const [wanted, setWanted] = useState<Role | null>(null);
  const changeRole = async (role: Role) =>
    after(
      await api.patch(paths.member(slug, member.id), { role }),
      `${member.name} is ${roleWords[role].label} now`,
    );
  const remove = async () => {
    const isGone = await after(await api.delete(paths.member(slug, member.id)), `${member.name} was removed`);
    if (isGone && isMe) window.location.assign('/');
    return isGone;
  };

  const about = { workspace: slug, member, isMe };

  return (
    <li className={styles.line}>
      <Avatar name={member.name} size={34} isDecorative />
      <span className={styles.person}>
        <span className={styles.name}>
          {member.name}
          {isMe && <span className={styles.soft}> (you)</span>}
        </span>
        {member.email && <span className={styles.soft}>{member.email}</span>}
      </span>
      {mayManage ? (
        <div className={styles.role}>
          <Select
            label={`Role of ${member.name}`}
            hideLabel
            options={roleOptions}
            value={member.role}
            onChange={(role) => setWanted(role === member.role ? null : role)}
          />
        </div>
      ) : (
        <span className={styles.soft}>{roleWords[member.role].label}</span>
      )}
      {(mayManage || isMe) && (
        <LeaveDialog {...about} workspaceName={workspaceName} isLastOwner={isLastOwner} onLeave={remove} />
      )}
      {wanted && (
        <RoleDialog
          {...about}
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
