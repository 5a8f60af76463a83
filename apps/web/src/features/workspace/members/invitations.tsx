'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Invitation, InvitationList } from '@weir/contract';
import { useState } from 'react';
import { Ago } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';
import type { AnyProblem } from '@/lib/api/result';
import { roleWords } from '../account/role-words';
import styles from './members.module.css';

/** The links that can still be used. */
export function Invitations({ workspace, first }: { workspace: string; first: InvitationList }) {
  const path = `${paths.invitations(workspace)}?size=200`;
  const { data } = useQuery({ ...reading<InvitationList>(path), initialData: first });
  if (data.items.length === 0) return null;
  return (
    <section className={styles.invitations} aria-labelledby="invitations">
      <h2 id="invitations">Open invitations</h2>
      <ul className={styles.list}>
        {data.items.map((invitation) => (
          <InvitationLine key={invitation.id} workspace={workspace} listPath={path} invitation={invitation} />
        ))}
      </ul>
    </section>
  );
}

type Props = { workspace: string; listPath: string; invitation: Invitation };

function InvitationLine({ workspace, listPath, invitation: { id, role, email, by, expiresAt } }: Props) {
  const client = useQueryClient();
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const revoke = async () => {
    setPending(true);
    const result = await api.delete(paths.invitation(workspace, id));
    setPending(false);
    setProblem(result.ok ? null : result.problem);
    if (result.ok) announce('The invitation can’t be used any more');
    await client.invalidateQueries({ queryKey: [listPath] });
  };
  return (
    <li className={styles.line}>
      <span className={styles.person}>
        <span className={styles.name}>{email ?? 'Whoever has the link'}</span>
        <span className={styles.soft}>
          {roleWords[role].label}
          {by && `, by ${by.name}`}, ends <Ago at={expiresAt} />
        </span>
      </span>
      <Button variant="plain" size="small" isPending={isPending} onPress={revoke}>
        Take back
      </Button>
      {problem && (
        <div className={styles.problem}>
          <ProblemNotice problem={problem} />
        </div>
      )}
    </li>
  );
}
