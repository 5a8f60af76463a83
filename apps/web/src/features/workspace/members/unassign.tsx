'use client';

import { useQuery } from '@tanstack/react-query';
import type { Member, MemberAssignments } from '@weir/contract';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';
import styles from './members.module.css';
import { letGoInWords } from './unassign-words';

/** Who it is about: `workspace` is the slug. */
export type About = { workspace: string; member: Member; isMe: boolean };

/** What they would let go of, as it stands now. */
export function useHeld({ workspace, member }: About) {
  return useQuery({
    ...reading<MemberAssignments>(paths.held(workspace, member.id)),
    staleTime: 0,
    gcTime: 0,
  });
}

/** Names all that goes. `leaves`: their requests go too. */
export function LetGo({
  held: { data, error },
  about: { member, isMe },
  leaves = false,
}: {
  held: ReturnType<typeof useHeld>;
  about: About;
  leaves?: boolean;
}) {
  if (error) return <ProblemNotice problem={error.problem} role="status" />;
  if (!data) return <p className={styles.soft}>Reading what goes…</p>;
  const { requests, ...work } = data;
  const lines = letGoInWords(leaves ? data : work, isMe ? null : member.name);
  if (lines.length === 0) return null;
  return (
    <ul className={styles.gone}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
