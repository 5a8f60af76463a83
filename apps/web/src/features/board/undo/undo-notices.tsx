'use client';

import { useEffect, useEffectEvent } from 'react';
import { Notice } from '@/components/feedback/notice';
import { UndoNotice } from './undo-notice';
import type { Done } from './use-done';
import type { useUndo } from './use-undo';

/** How long the result of an undo is shown, in milliseconds. */
const saidFor = 8_000;

type Props = {
  undoing: ReturnType<typeof useUndo>;
  /** An open card covers the notices, and shows the result of an undo itself. */
  isCovered: boolean;
};

/** The last action, with an Undo button, and the result of an undo. */
export function UndoNotices({ undoing, isCovered }: Props) {
  const { undo, said, forgetSaid, shown, hide } = undoing;
  useAfter(saidFor, said, forgetSaid);
  return (
    <>
      {shown?.notice && (
        <Shown
          key={shown.id}
          notice={shown.notice}
          onUndo={() => undo(shown)}
          onHide={() => hide(shown.id)}
        />
      )}
      {said && !isCovered && <Notice role="status">{said}</Notice>}
    </>
  );
}

type ShownProps = { notice: NonNullable<Done['notice']>; onUndo: () => void; onHide: () => void };

function Shown({ notice: { title, text, lasts }, onUndo, onHide }: ShownProps) {
  useAfter(lasts ?? null, text, onHide);
  return (
    <UndoNotice {...(title && { title })} onUndo={onUndo} onDismiss={onHide}>
      {text}
    </UndoNotice>
  );
}

/** Acts `delay` milliseconds after `what` has changed; never while either is null. */
function useAfter(delay: number | null, what: string | null, act: () => void): void {
  const then = useEffectEvent(act);
  useEffect(() => {
    if (delay === null || what === null) return;
    const timer = setTimeout(() => then(), delay);
    return () => clearTimeout(timer);
  }, [delay, what]);
}
