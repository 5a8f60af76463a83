'use client';

import { type Swimlane, SwimlaneChange } from '@weir/contract';
import { useState } from 'react';
import { Button } from '@/components/button';
import { fieldError, ProblemNotice } from '@/components/problem-notice';
import { TextField } from '@/components/text-field';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { invalidInput } from '@/lib/api/result';
import { Movers } from './movers';
import { SaveButton } from './save-button';
import styles from './settings.module.css';
import { useSaving } from './use-saving';

type Props = {
  workspace: string;
  boardKey: string;
  lane: Swimlane;
  mayChange: boolean;
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
};

export function SwimlaneRow({ workspace, boardKey, lane, mayChange, onUp, onDown }: Props) {
  const saving = useSaving(workspace, boardKey);
  const [draft, setDraft] = useState<string | null>(null);
  const path = paths.swimlane(workspace, boardKey, lane.id);
  const save = async () => {
    const change = SwimlaneChange.safeParse({ name: draft ?? lane.name });
    if (!change.success) return saving.refuse(invalidInput(change.error));
    if (await saving.save(() => api.patch(path, change.data))) setDraft(null);
  };
  const error = fieldError(saving.problem, 'name');
  return (
    <li className={styles.row}>
      <form
        className={styles.rowForm}
        aria-label={`Swimlane ${lane.name}`}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {mayChange && <Movers id={lane.id} name={lane.name} onUp={onUp} onDown={onDown} />}
        <TextField
          label=""
          aria-label={`Name of swimlane ${lane.name}`}
          value={draft ?? lane.name}
          onChange={(wish) => {
            setDraft(wish);
            saving.touch();
          }}
          isReadOnly={!mayChange}
          error={error}
        />
        {mayChange && (
          <span className={styles.rowEnd}>
            <SaveButton saving={saving} name={`Save ${lane.name}`} />
            <Button
              variant="plain"
              aria-label={`Remove swimlane ${lane.name}`}
              isDisabled={saving.isPending}
              onPress={() => saving.save(() => api.delete(path), `${lane.name} is removed`)}
            >
              Remove
            </Button>
          </span>
        )}
      </form>
      {saving.problem && !error && <ProblemNotice problem={saving.problem} />}
    </li>
  );
}
