'use client';

import { useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { TextField } from '@/components/form/text-field';
import { DialogActions } from '@/components/overlay/dialog';
import type { AnyProblem } from '@/lib/api/result';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './deletion.module.css';
import type { Deletion } from './use-deletion';

type Props = {
  name: string;
  deletion: Deletion;
  /** Null until it is read. */
  content: string[] | null;
  /** Why the content can’t be read. */
  problem: AnyProblem | undefined;
  /** What happens until then, and who can still cancel it. */
  until: string;
  /** The label of the field for the name. */
  typeName: string;
  close: () => void;
};

/** In a dialog: lists what will be deleted, and plans the deletion once the name is typed. */
export function ConfirmDeletion({ name, deletion, content, problem, until, typeName, close }: Props) {
  const t = useTranslations();
  const shown = deletion.problem ?? problem;
  const [typed, setTyped] = useState('');
  return (
    <div className={styles.confirmation}>
      <p>{t('deletion.lead')}</p>
      {content && (
        <ul className={styles.content}>
          {content.map((part) => (
            <li key={part}>{part}</li>
          ))}
        </ul>
      )}
      <p>{until}</p>
      <TextField label={typeName} value={typed} onChange={setTyped} autoComplete="off" />
      {shown && <ProblemNotice problem={shown} />}
      <DialogActions>
        <Button onPress={close}>{t('common.cancel')}</Button>
        <Button
          variant="danger"
          isDisabled={typed.trim() !== name || !content}
          isPending={deletion.isPending}
          onPress={async () => (await deletion.plan(typed)) && close()}
        >
          {t('deletion.submit')}
        </Button>
      </DialogActions>
    </div>
  );
}
