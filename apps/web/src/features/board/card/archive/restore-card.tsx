'use client';

import type { Card } from '@weir/contract';
import { explainRefusal, limitInWords } from '@weir/domain';
import { useState } from 'react';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Select } from '@/components/form/select';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { AnyProblem } from '@/lib/api/result';
import { columnOccupancy, roomText } from '@/lib/board/capacity-words';
import { useBoardContext } from '../../board-context';
import { OptionsList } from '../../refusals/options';
import styles from './archived-cards.module.css';
import { restoreChange, restoreColumns } from './restore-columns';

type Props = { card: Card; isPending: boolean; onRestore: (columnId: string) => void };

/** Why a card did not come back, if it did not. */
export function RestoreProblem({ problem, ...props }: Props & { problem: AnyProblem | null }) {
  if (problem?.code === 'wip-limit-reached') return <RestoreRefusal {...props} />;
  return problem && <ProblemNotice problem={problem} />;
}

/** Why a card does not come back to where it stood, who could make way there, and where else it may go. It follows the board. */
export function RestoreRefusal({ card, isPending, onRestore }: Props) {
  const { board } = useBoardContext();
  const [chosen, setChosen] = useState<string | null>(null);
  const { limits, options } = explainRefusal(board, restoreChange(card, card.columnId));
  const name = board.columns.find(({ id }) => id === card.columnId)?.name;
  if (limits.length === 0)
    return (
      <Notice tone="info" role="status">
        There is room in {name} now.
      </Notice>
    );
  const others = restoreColumns(board, card);
  const other = others.find(({ id }) => id === chosen) ?? others[0];
  return (
    <Notice tone="refusal" role="status" title={limits.map(limitInWords).join(' ')}>
      <p>
        {card.ref} stays in the archive. {advice(options.length > 0, other !== undefined)}
      </p>
      <div className={styles.ways}>
        {options.length > 0 && <OptionsList options={options} />}
        {other && (
          <div className={styles.elsewhere}>
            {others.length > 1 && (
              <Select
                label="Another column"
                options={others.map((column) => ({
                  id: column.id,
                  label: column.name,
                  description: roomText(columnOccupancy(board, column)),
                }))}
                value={other.id}
                onChange={setChosen}
              />
            )}
            <Button size="small" isPending={isPending} onPress={() => onRestore(other.id)}>
              Restore to {other.name} instead
            </Button>
          </div>
        )}
      </div>
    </Notice>
  );
}

function advice(hasWays: boolean, hasOther: boolean): string {
  if (hasWays) return hasOther ? 'Make room first, or choose another column:' : 'Make room first:';
  return hasOther ? 'Choose another column:' : 'Nothing can make way now; wait until a place is free.';
}

/** Brings a card back from the archive, to where it stood or to another column. */
export function useRestore(card: Card, onBack?: () => Promise<void>) {
  const { workspace, board, refresh } = useBoardContext();
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const [isPending, setPending] = useState(false);
  const restore = async (columnId?: string) => {
    setPending(true);
    const path = paths.archive(workspace, board.key, card.number);
    const result = await api.delete<Card>(columnId ? `${path}?columnId=${columnId}` : path);
    // What is drawn was older than what refused.
    await refresh();
    setPending(false);
    setProblem(result.ok ? null : result.problem);
    if (!result.ok) return;
    const there = board.columns.find(({ id }) => id === result.value.columnId)?.name;
    announce(`${card.ref} is back in ${there}.`);
    await onBack?.();
  };
  return { restore, problem, isPending };
}
