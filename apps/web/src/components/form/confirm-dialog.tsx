'use client';

import type { ReactElement, ReactNode } from 'react';
import type { Result } from '@/lib/api/result';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import { ProblemNotice } from '../feedback/problem-notice';
import { Dialog, DialogActions } from '../overlay/dialog';
import type { Openness } from '../overlay/trigger';
import { Button } from './button';

type Question = {
  /** “Delete”, “Revoke”: on the button that answers the question. */
  verb: string;
  /** What the action does. */
  text: ReactNode;
  announcement: string;
  act: () => Promise<Result<unknown>>;
  /** Reads again what is shown. It runs after a refusal too: the thing may be gone. */
  renew: () => Promise<unknown>;
  onDone?: () => void;
};

type Props = Question & Openness & { title: string; trigger?: ReactElement | undefined };

/** Asks before an action that can’t be undone. `title` is the question. */
export function ConfirmDialog({ title, trigger, isOpen, onOpenChange, ...question }: Props) {
  return (
    <Dialog
      size="small"
      role="alertdialog"
      title={title}
      trigger={trigger}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
    >
      {(close) => <Confirmation {...question} close={close} />}
    </Dialog>
  );
}

function Confirmation({
  verb,
  text,
  announcement,
  act,
  renew,
  onDone,
  close,
}: Question & { close: () => void }) {
  const t = useTranslations();
  const { isPending, problem, save } = useSave();
  const answer = async () => {
    const isDone = await save(act, { announcement });
    if (isDone) close();
    await renew();
    if (isDone) onDone?.();
  };
  return (
    <>
      <p>{text}</p>
      {problem && <ProblemNotice problem={problem} />}
      <DialogActions>
        <Button onPress={close}>{t('common.cancel')}</Button>
        <Button variant="danger" isPending={isPending} onPress={answer}>
          {verb}
        </Button>
      </DialogActions>
    </>
  );
}
