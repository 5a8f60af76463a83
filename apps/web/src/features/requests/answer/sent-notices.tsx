'use client';

import { Notice } from '@/components/feedback/notice';
import { Button } from '@/components/form/button';
import { useShortcuts } from '@/lib/keys/shortcuts';
import { useTranslations } from '@/lib/words/use-translations';
import { LastAnswer } from './last-answer';
import type { AnsweredRequests, DelayedAnswer } from './use-delayed-send';
import { isAnswerTo, type RefusedAnswer, type SentAnswers } from './use-sent-answers';

export type SentNoticesProps = {
  of: SentAnswers;
  /** The request that is shown, by its ref. */
  current: string | null;
  onShow: (answered: AnsweredRequests) => void;
};

/** Undoes the delayed answer, shows why the last one was refused, or what was sent. */
export function SentNotices({ of: { delayed, refused, last, undo }, current, onShow }: SentNoticesProps) {
  const undoAndShow = () => {
    if (!delayed) return;
    undo();
    onShow(delayed);
  };
  useShortcuts(delayed ? { 'mod+z': undoAndShow } : {});
  return (
    <>
      {delayed && <Delayed answer={delayed} onUndo={undoAndShow} />}
      {/* Its form shows why, if the request is open. */}
      {!delayed && refused && !isAnswerTo(refused, current) && <Refused answer={refused} onShow={onShow} />}
      {last && <LastAnswer {...last} />}
    </>
  );
}

function Delayed({ answer: { kind, requests }, onUndo }: { answer: DelayedAnswer; onUndo: () => void }) {
  const t = useTranslations();
  const [request] = requests;
  if (!request) return null;
  const { ref, title } = request;
  return (
    <Notice
      role="status"
      actions={
        <Button size="small" onPress={onUndo}>
          {t('common.undo')}
        </Button>
      }
    >
      {t('answers.delayed.sending', { outcome: t(`vocabulary.answers.${kind}`), ref, title })}
    </Notice>
  );
}

function Refused({
  answer,
  onShow,
}: {
  answer: RefusedAnswer;
  onShow: (answered: AnsweredRequests) => void;
}) {
  const t = useTranslations();
  const [request] = answer.requests;
  if (!request) return null;
  const { ref, title } = request;
  if (answer.why.code === 'offline')
    return <Notice role="status">{t('answers.delayed.waits', { ref, title })}</Notice>;
  return (
    <Notice
      tone="warn"
      role="alert"
      title={t('answers.delayed.refused', { ref, title })}
      actions={
        <Button size="small" onPress={() => onShow(answer)}>
          {t('answers.delayed.open', { ref })}
        </Button>
      }
    >
      {answer.why.detail}
    </Notice>
  );
}
