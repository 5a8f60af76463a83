'use client';

import { useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { TextField } from '@/components/form/text-field';
import { DialogActions } from '@/components/overlay/dialog';
import type { AnyProblem } from '@/lib/api/result';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './deletion.module.css';

/** In a dialog: lists what goes, and deletes it once its name is typed. */
export function ConfirmDeletion({
  name,
  texts,
  content,
  problem,
  isPending,
  close,
  plan,
}: {
  name: string;
  /** `type`: the label of the field for the name. */
  texts: { lead: string; until: string; type: string; submit: string };
  /** Null until it is read. */
  content: string[] | null;
  problem: AnyProblem | null | undefined;
  isPending: boolean;
  close: () => void;
  /** Gets what was typed. Returns whether it was saved. */
  plan: (typed: string) => Promise<boolean>;
}) {
  const t = useTranslations();
  const [typed, setTyped] = useState('');
  return (
    <div className={styles.confirmation}>
      <p>{texts.lead}</p>
      {content && (
        <ul className={styles.content}>
          {content.map((part) => (
            <li key={part}>{part}</li>
          ))}
        </ul>
      )}
      <p>{texts.until}</p>
      <TextField label={texts.type} value={typed} onChange={setTyped} autoComplete="off" />
      {problem && <ProblemNotice problem={problem} />}
      <DialogActions>
        <Button onPress={close}>{t('common.cancel')}</Button>
        <Button
          variant="danger"
          isDisabled={typed.trim() !== name || !content}
          isPending={isPending}
          onPress={async () => (await plan(typed)) && close()}
        >
          {texts.submit}
        </Button>
      </DialogActions>
    </div>
  );
}
