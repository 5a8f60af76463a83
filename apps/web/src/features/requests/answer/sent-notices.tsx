'use client';

import { useFormatter } from 'next-intl';
import { Notice } from '@/components/feedback/notice';
import { Button } from '@/components/form/button';
import { useShortcuts } from '@/lib/keys/shortcuts';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './answer-form.module.css';
import { LastAnswer } from './last-answer';
import type { AnsweredRequests, DelayedAnswer } from './use-delayed-send';
import type { RefusedAnswer, SentAnswers } from './use-sent-answers';

export type SentNoticesProps = {
  of: SentAnswers;
  /** Whether the form of an answer is open. */
  isShown: (answered: AnsweredRequests) => boolean;
  onShow: (answered: AnsweredRequests) => void;
};

/** Undoes the delayed answer, shows why the last one was refused, or what was sent. */
export function SentNotices({ of: { delayed, refused, last, undo }, isShown, onShow }: SentNoticesProps) {
  const undoAndShow = () => {
    if (!delayed) return;
    undo();
    onShow(delayed);
  };
  useShortcuts(delayed ? { 'mod+z': undoAndShow } : {});
  return (
    <div className={styles.notices}>
      {delayed && <Delayed answer={delayed} onUndo={undoAndShow} />}
      {/* Its form shows why, if that is open. */}
      {!delayed && refused && !isShown(refused) && <Refused answer={refused} onShow={onShow} />}
      {last && <LastAnswer {...last} />}
    </div>
  );
}

function Delayed({ answer: { kind, requests }, onUndo }: { answer: DelayedAnswer; onUndo: () => void }) {
  const t = useTranslations();
  const outcome = t(`vocabulary.answers.${kind}`);
  const { refs, one } = useNames(requests);
  return (
    <Notice
      role="status"
      actions={
        <Button size="small" onPress={onUndo}>
          {t('common.undo')}
        </Button>
      }
    >
      {one
        ? t('answers.delayed.sending', { outcome, ...one })
        : t('answers.delayed.sendingSeveral', { outcome, count: requests.length, refs })}
    </Notice>
  );
}

type RefusedProps = { answer: RefusedAnswer; onShow: (answered: AnsweredRequests) => void };

function Refused({ answer, onShow }: RefusedProps) {
  const t = useTranslations();
  const { refs, one } = useNames(answer.requests);
  if (answer.why.code === 'offline')
    return (
      <Notice role="status">
        {one ? t('answers.delayed.waits', one) : t('answers.delayed.waitsSeveral', { refs })}
      </Notice>
    );
  return (
    <Notice
      tone="warn"
      role="alert"
      title={one ? t('answers.delayed.refused', one) : t('answers.delayed.refusedSeveral', { refs })}
      actions={
        <Button size="small" onPress={() => onShow(answer)}>
          {one ? t('answers.delayed.open', one) : t('answers.delayed.openSeveral')}
        </Button>
      }
    >
      {answer.why.detail}
    </Notice>
  );
}

/** One request by ref and title, several by their refs. */
function useNames(requests: AnsweredRequests['requests']) {
  const format = useFormatter();
  const [first] = requests;
  const one = first && requests.length === 1 ? { ref: first.ref, title: first.title } : null;
  return { one, refs: format.list(requests.map(({ ref }) => ref)) };
}
