'use client';

import { requesterName } from '@weir/words';
import { useEffect, useEffectEvent } from 'react';
import { columnName } from '@/lib/board/cells';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { UndoNotice } from '../undo-notice';

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
  const { requester: name, guest } = request;
  const undo = async () => {
    await undoPutBack(putBack);
    focusCard(number);
  };
  return (
    <UndoNotice
      title={t('acceptedWork.putBackTitle', { ref, title, column: columnName(board, putBack.columnId) })}
      onUndo={undo}
      onDismiss={dismissPutBack}
    >
      {t('acceptedWork.putBackText', { name: requesterName(t, { name, guest }) })}
    </UndoNotice>
  );
}
