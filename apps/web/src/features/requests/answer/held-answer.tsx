'use client';

import { Notice } from '@/components/feedback/notice';
import { Button } from '@/components/form/button';
import { useShortcuts } from '@/lib/keys/shortcuts';
import { useTranslations } from '@/lib/words/use-translations';
import type { useHeldAnswer } from './use-held-answer';

type Props = {
  of: ReturnType<typeof useHeldAnswer>;
  /** The request that is shown. */
  current: number | null;
  onShow: (number: number) => void;
};

/** Undoes the answer that is about to be sent, or says why it was refused. */
export function HeldAnswerNotice({ of: { answer, refused, end }, current, onShow }: Props) {
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
        {t('answers.held.sending', { outcome, ref, title })}
      </Notice>
    );
  }
  // Where the request is shown, its form says why.
  if (!refused || refused.request.number === current) return null;
  const { ref, title, number } = refused.request;
  if (refused.why.code === 'offline')
    return <Notice role="status">{t('answers.held.waits', { ref, title })}</Notice>;
  return (
    <Notice
      tone="warn"
      role="alert"
      title={t('answers.held.refused', { ref, title })}
      actions={
        <Button size="small" onPress={() => onShow(number)}>
          {t('answers.held.open', { ref })}
        </Button>
      }
    >
      {refused.why.detail}
    </Notice>
  );
}
