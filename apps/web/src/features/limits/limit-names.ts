'use client';

import { useQuery } from '@tanstack/react-query';
import type { Board, Member } from '@weir/contract';
import { limitSubjectName } from '@weir/domain';
import type { Translate } from '@weir/words';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { readingAll } from '@/lib/api/query';
import type { LimitSubject } from '@/lib/board/limit-subjects';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';

type Named = Board & { people?: readonly Pick<Member, 'id' | 'name'>[] };

/** The name of a limit's subject: “Doing”, “Dev + Review”, “Bao”, “Expedite”. */
export function subjectName(t: Translate, board: Named, subject: LimitSubject): string {
  if (subject.scope === 'classOfService') return t(`vocabulary.classes.${subject.classOfService}`);
  return limitSubjectName(board, subject);
}

/** Names limit subjects, people included who have no card on this board. */
export function useLimitNames(board: Board): (subject: LimitSubject) => string {
  const t = useTranslations();
  const people = useMembers();
  return (subject) => subjectName(t, { ...board, people }, subject);
}

/** The people of the workspace; empty until they have loaded. */
export function useMembers(): Member[] {
  const { slug } = useWorkspace();
  const members = useQuery(readingAll<Member>(`${workspacePaths.members(slug)}?size=200`));
  return members.data?.items ?? [];
}
