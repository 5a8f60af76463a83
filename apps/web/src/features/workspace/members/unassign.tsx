'use client';

import { useQuery } from '@tanstack/react-query';
import type { Member, MemberAssignments } from '@weir/contract';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { DialogActions } from '@/components/overlay/dialog';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './members.module.css';

/** A member's cards, limits and waiting requests as they are now. */
export function useAssignments(member: Member) {
  const { slug } = useWorkspace();
  return useQuery({
    ...reading<MemberAssignments>(workspacePaths.held(slug, member.id)),
    staleTime: 0,
    gcTime: 0,
  });
}

type Props = {
  assignments: ReturnType<typeof useAssignments>;
  /** Their requests end too. */
  isLeaving?: boolean;
};

/** Lists what ends when a member leaves or can no longer change cards. */
export function Unassigned({ assignments: { data, error }, isLeaving = false }: Props) {
  const t = useTranslations();
  if (error) return <ProblemNotice problem={error.problem} role="status" />;
  if (!data) return <p className={styles.soft}>{t('workspace.members.loadingAssignments')}</p>;
  const { cards, limits, requests } = data;
  const lines = [
    ...(cards > 0 ? [t('workspace.members.unassigned.cards', { count: cards })] : []),
    ...limits.map(({ max, board }) =>
      board
        ? t('workspace.members.unassigned.boardLimit', { max, board: board.name })
        : t('workspace.members.unassigned.workspaceLimit', { max }),
    ),
    ...(isLeaving && requests > 0 ? [t('workspace.members.unassigned.requests', { count: requests })] : []),
  ];
  if (lines.length === 0) return null;
  return (
    <ul className={styles.gone}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** Instead of the question: the last owner can neither leave nor change role. */
export function NeedsOwner({ isMe, onClose }: { isMe: boolean; onClose: () => void }) {
  const t = useTranslations();
  return (
    <>
      <p>{t('workspace.members.needsOwner', { who: isMe ? 'you' : 'other' })}</p>
      <DialogActions>
        <Button variant="primary" onPress={onClose}>
          {t('common.close')}
        </Button>
      </DialogActions>
    </>
  );
}
