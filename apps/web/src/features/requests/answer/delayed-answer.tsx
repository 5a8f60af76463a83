'use client';

import { Notice } from '@/components/feedback/notice';
import { Button } from '@/components/form/button';
import { useShortcuts } from '@/lib/keys/shortcuts';
import { useTranslations } from '@/lib/words/use-translations';
import type { useDelayedAnswer } from './use-delayed-answer';

type Props = {
  of: ReturnType<typeof useDelayedAnswer>;
  /** The request that is shown. */
  current: number | null;
  onShow: (number: number) => void;
};

/** Undoes the delayed answer, or shows why the last one was refused. */
export function DelayedAnswerNotice({ of: { answer, refused, end }, current, onShow }: Props) {
  const t = useTranslations();
  const undo = () => {
    if (!answer) return;
    answer.undo();
    end(answer.request.number);
    onShow(answer.request.number);
  };
  useShortcuts(answer ? { 'mod+z': undo } : {});
  if (answer) {
    const { ref, title } = answer.request;
    const outcome = t(`vocabulary.answers.${answer.kind}`);
    return (
      <Notice
        role="status"
        actions={
          <Button size="small" onPress={undo}>
            {t('common.undo')}
          </Button>
        }
      >
        {t('answers.delayed.sending', { outcome, ref, title })}
      </Notice>
    );
  }
  // Its form shows why, if the request is open.
  if (!refused || refused.request.number === current) return null;
  const { ref, title, number } = refused.request;
  if (refused.why.code === 'offline')
    return <Notice role="status">{t('answers.delayed.waits', { ref, title })}</Notice>;
  return (
    <Notice
      tone="warn"
      role="alert"
      title={t('answers.delayed.refused', { ref, title })}
      actions={
        <Button size="small" onPress={() => onShow(number)}>
          {t('answers.delayed.open', { ref })}
        </Button>
      }
    >
      {refused.why.detail}
    </Notice>
  );
}
