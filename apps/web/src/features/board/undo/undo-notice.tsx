import type { ReactNode } from 'react';
import { Notice } from '@/components/feedback/notice';
import { Button } from '@/components/form/button';
import { useTranslations } from '@/lib/words/use-translations';

type Props = { title?: string; children: ReactNode; onUndo: () => void; onDismiss: () => void };

/** What was just done to a card, with Undo, at the foot of the screen until it is dismissed. */
export function UndoNotice({ title, children, onUndo, onDismiss }: Props) {
  const t = useTranslations();
  return (
    <Notice
      role="status"
      title={title}
      actions={
        <>
          <Button size="small" onPress={onUndo}>
            {t('common.undo')}
          </Button>
          <Button size="small" variant="plain" onPress={onDismiss}>
            {t('common.dismiss')}
          </Button>
        </>
      }
    >
      {children}
    </Notice>
  );
}
