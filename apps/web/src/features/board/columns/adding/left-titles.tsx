'use client';

import { explainRefusal } from '@weir/domain';
import { useEffect, useRef } from 'react';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { limitsText } from '@/features/limits/limit-texts';
import { freeInCell } from '@/lib/board/capacity';
import type { Cell } from '@/lib/board/cells';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import styles from './quick-add.module.css';
import { TitleList } from './title-list';
import type { Left } from './use-new-cards';

/** The titles that did not become cards, with the limit that is in the way now, or the room that there is for them now. */
export function LeftTitles({
  cell,
  left: { titles, problem },
  onRetry,
  onDiscard,
}: {
  cell: Cell;
  left: Left;
  onRetry: () => void;
  onDiscard: () => void;
}) {
  const { board } = useBoardPage();
  const t = useTranslations();
  const element = useRef<HTMLDivElement>(null);
  const count = titles.length;
  // The column may end below the screen.
  useEffect(() => {
    if (count > 0) element.current?.scrollIntoView({ block: 'nearest' });
  }, [count]);
  const { limits } = explainRefusal(board, {
    kind: 'create',
    columnId: cell.columnId,
    classOfService: 'standard',
    assigneeIds: [],
    swimlaneId: cell.swimlaneId ?? null,
  });
  const room = Math.min(count, freeInCell(board, cell) ?? count);
  const actions = (
    <>
      <Button size="small" variant={limits.length === 0 ? 'primary' : 'quiet'} onPress={onRetry}>
        {t('common.tryAgain')}
      </Button>
      <Button size="small" onPress={() => void navigator.clipboard.writeText(titles.join('\n'))}>
        {t('card.quick.copy')}
      </Button>
      <Button size="small" variant="plain" onPress={onDiscard}>
        {t('common.discard')}
      </Button>
    </>
  );
  const list = (
    <>
      <p>{t('card.quick.left', { count })}</p>
      <TitleList titles={titles} />
    </>
  );
  return (
    <div ref={element} className={styles.left}>
      {problem.code === 'wip-limit-reached' ? (
        <Notice
          role="status"
          tone={limits.length > 0 ? 'refusal' : 'ok'}
          title={limits.length > 0 ? limitsText(t, limits) : t('card.quick.room', { count: room })}
          actions={actions}
        >
          {list}
        </Notice>
      ) : (
        <ProblemNotice problem={problem} actions={actions}>
          {list}
        </ProblemNotice>
      )}
    </div>
  );
}
