'use client';

import type { AnswerTemplate } from '@weir/contract';
import { useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { AnyProblem } from '@/lib/api/result';
import { kindLabels, reasonWords } from '../words';
import { TemplateForm } from './template-form';
import styles from './templates.module.css';

type Props = {
  workspace: string;
  boardKey: string;
  template: AnswerTemplate;
  mayChange: boolean;
  onChanged: () => void;
  /** Its row goes, and the focus with it. */
  onDeleted: () => void;
};

/** One template: its name, what it is for, its words, and for who may the way to change or delete it. */
export function TemplateLine({ workspace, boardKey, template, mayChange, ...told }: Props) {
  const { id, name, kind, reason, message } = template;
  const { onChanged, onDeleted } = told;
  return (
    <li className={styles.line}>
      <div className={styles.words}>
        <p>
          <b>{name}</b>{' '}
          <span className={styles.soft}>
            {kindLabels[kind]}
            {reason && ` · ${reasonWords[reason].label}`}
          </span>
        </p>
        <p className={styles.message}>{message}</p>
      </div>
      {mayChange && (
        <div className={styles.actions}>
          <Dialog
            title={`Change ${name}`}
            trigger={
              <Button variant="plain" aria-label={`Change ${name}`}>
                Change
              </Button>
            }
          >
            {(close) => (
              <TemplateForm
                workspace={workspace}
                boardKey={boardKey}
                template={{ name, kind, reason, message }}
                id={id}
                onSaved={() => {
                  onChanged();
                  close();
                }}
                onCancel={close}
              />
            )}
          </Dialog>
          <DeleteTemplate path={paths.template(workspace, boardKey, id)} name={name} onDeleted={onDeleted} />
        </div>
      )}
    </li>
  );
}

function DeleteTemplate({ path, name, onDeleted }: { path: string; name: string; onDeleted: () => void }) {
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const [isPending, setPending] = useState(false);
  const remove = async (close: () => void) => {
    setPending(true);
    const removed = await api.delete(path);
    setPending(false);
    if (!removed.ok) return setProblem(removed.problem);
    announce(`${name} is deleted`);
    close();
    onDeleted();
  };
  return (
    <Dialog
      size="small"
      role="alertdialog"
      title={`Delete ${name}?`}
      lead="Answers that were sent with it stay as they are."
      trigger={
        <Button variant="plain" aria-label={`Delete ${name}`}>
          Delete
        </Button>
      }
    >
      {(close) => (
        <>
          {problem && <ProblemNotice problem={problem} />}
          <DialogActions>
            <Button onPress={close}>Cancel</Button>
            <Button variant="danger" isPending={isPending} onPress={() => remove(close)}>
              Delete it
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}
