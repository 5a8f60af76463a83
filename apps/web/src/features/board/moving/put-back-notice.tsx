'use client';

import { useEffect, useEffectEvent } from 'react';
import { Notice } from '@/components/feedback/notice';
import { Button } from '@/components/form/button';
import { columnName } from '@/lib/board/cells';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';

/** The requester is notified after a minute. Until then putting back can be undone, and nobody reads of it. */
const undoFor = 60_000;

/** Accepted work that was just put back, with Undo. */
export function PutBackNotice() {
  const { board, moves, focusCard } = useBoardPage();
  const t = useTranslations();
  const { putBack, undoPutBack, dismissPutBack } = moves;
  const dismiss = useEffectEvent(dismissPutBack);
  useEffect(() => {
    if (!putBack) return;
    const timer = setTimeout(() => dismiss(), undoFor);
    return () => clearTimeout(timer);
  }, [putBack]);
  if (!putBack) return null;
  const { number, ref, title, request } = putBack.work;
  const undo = async () => {
    await undoPutBack(putBack);
    focusCard(number);
  };
  return (
    <Notice
      role="status"
      title={t('acceptedWork.putBackTitle', { ref, title, column: columnName(board, putBack.columnId) })}
      actions={
        <>
          <Button size="small" onPress={undo}>
            {t('acceptedWork.undo')}
          </Button>
          <Button size="small" variant="plain" onPress={dismissPutBack}>
            {t('common.dismiss')}
          </Button>
        </>
      }
    >
      {t('acceptedWork.putBackText', { name: request.requester })}
    </Notice>
  );
}
