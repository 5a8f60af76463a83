'use client';

import type { ReactNode } from 'react';
import type { Result } from '@/lib/api/result';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import { ProblemNotice } from '../feedback/problem-notice';
import { Dialog, DialogActions } from '../overlay/dialog';
import { Button } from './button';

type Props = {
  /** “Delete”, “Revoke”: on the button, and on the one that answers the question. */
  verb: string;
  /** The name of the button where the verb alone doesn’t say what it is about, as in a list. */
  label?: string;
  look?: 'plain' | 'quiet';
  /** The question. */
  title: string;
  /** What follows from it. */
  text: ReactNode;
  announcement: string;
  act: () => Promise<Result<unknown>>;
  /** Reads again what is shown. It runs after a refusal too: the thing may be gone. */
  renew: () => Promise<unknown>;
  onDone?: () => void;
};

/** A button whose action can’t be undone. It asks first. */
export function ConfirmButton({ verb, label, look = 'plain', title, ...question }: Props) {
  return (
    <Dialog
      size="small"
      role="alertdialog"
      title={title}
      trigger={
        <Button variant={look} size="small" aria-label={label}>
          {verb}
        </Button>
      }
    >
      {(close) => <Question verb={verb} {...question} close={close} />}
    </Dialog>
  );
}

type QuestionProps = Omit<Props, 'label' | 'look' | 'title'> & { close: () => void };

function Question({ verb, text, announcement, act, renew, onDone, close }: QuestionProps) {
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
