'use client';

import { useQuery } from '@tanstack/react-query';
import type { Board, Member } from '@weir/contract';
import { limitSubjectName } from '@weir/domain';
import { paths } from '@/lib/api/paths';
import { readingAll } from '@/lib/api/query';
import type { LimitSubject } from '@/lib/board/limit-subjects';

/** The name of what a limit limits, that of a person also where they have no card on the board. */
export function useLimitNames(workspace: string, board: Board): (subject: LimitSubject) => string {
  const members = useMembers(workspace);
  const named = { ...board, people: members };
  return (subject) => limitSubjectName(named, subject);
}

/** The people of the workspace; empty until they are read. */
export function useMembers(workspace: string): Member[] {
  const members = useQuery(readingAll<Member>(`${paths.members(workspace)}?size=200`));
  return members.data?.items ?? [];
}
