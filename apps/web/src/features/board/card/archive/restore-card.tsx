'use client';

import type { Card, ToRequester } from '@weir/contract';
import { explainRefusal } from '@weir/domain';
import { useState } from 'react';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Select } from '@/components/form/select';
import { limitsText } from '@/features/limits/limit-texts';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import type { AnyProblem } from '@/lib/api/result';
import { columnOccupancy, occupancyText } from '@/lib/board/capacity';
import { columnName } from '@/lib/board/cells';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import { OptionsList } from '../../refusals/options';
import styles from './archived-cards.module.css';
import { restoreChange, restoreColumns } from './restore-columns';
import { restoreOf } from './restore-write';

export function useRestore(card: Card, onRestored?: () => Promise<void>) {
  const { board, refresh, withReason } = useBoardPage();
  const { slug: workspace } = useWorkspace();
  const t = useTranslations();
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const [isPending, setPending] = useState(false);
  const restore = async (columnId?: string) => {
    setPending(true);
    const send = (toRequester?: ToRequester) =>
      api.send<Card>(restoreOf(workspace, board.key, card, { columnId, toRequester }));
    const result = await withReason(send, 'restore');
    // The drawn board may be older than the answer.
    await refresh();
    setPending(false);
    setProblem(!result || result.ok ? null : result.problem);
    if (!result?.ok) return;
    const column = columnName(board, result.value.columnId);
    announce(t('card.restore.restored', { ref: card.ref, column }));
    await onRestored?.();
  };
  return { restore, problem, isPending };
}

type Props = { card: Card; isPending: boolean; onRestore: (columnId: string) => void };

/** Why a card was not restored, if it was not. */
export function RestoreProblem({ problem, ...props }: Props & { problem: AnyProblem | null }) {
  if (problem?.code === 'wip-limit-reached') return <RestoreRefusal {...props} />;
  return problem && <ProblemNotice problem={problem} />;
}

/** The limits that refuse a card in its own column, the cards that could make room, and the other columns with room. */
export function RestoreRefusal({ card, isPending, onRestore }: Props) {
  const { board } = useBoardPage();
  const t = useTranslations();
  const [chosen, setChosen] = useState<string | null>(null);
  const { limits, options } = explainRefusal(board, restoreChange(card, card.columnId));
  if (limits.length === 0)
    return (
      <Notice tone="info" role="status">
        {t('card.restore.roomNow', { column: columnName(board, card.columnId) })}
      </Notice>
    );
  const columns = restoreColumns(board, card);
  const column = columns.find(({ id }) => id === chosen) ?? columns[0];
  return (
    <Notice tone="refusal" role="status" title={limitsText(t, limits)}>
      <p>
        {t('card.restore.refused', {
          ref: card.ref,
          options: `${options.length > 0 ? 'room' : 'noRoom'}${column ? 'AndColumn' : ''}`,
        })}
      </p>
      <div className={styles.ways}>
        {options.length > 0 && <OptionsList options={options} />}
        {column && (
          <div className={styles.elsewhere}>
            {columns.length > 1 && (
              <Select
                label={t('card.restore.otherColumn')}
                options={columns.map((each) => ({
                  id: each.id,
                  label: each.name,
                  description: occupancyText(t, columnOccupancy(board, each)),
                }))}
                value={column.id}
                onChange={setChosen}
              />
            )}
            <Button size="small" isPending={isPending} onPress={() => onRestore(column.id)}>
              {t('card.restore.toColumn', { column: column.name })}
            </Button>
          </div>
        )}
      </div>
    </Notice>
  );
}
