'use client';

import { type Board, type Swimlane, SwimlaneChange } from '@weir/contract';
import { fieldError, ProblemNotice } from '@/components/feedback/problem-notice';
import { SaveButton } from '@/components/form/save-button';
import { TextField } from '@/components/form/text-field';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { invalidInput } from '@/lib/api/result';
import { useUnsaved } from '@/lib/use-unsaved';
import { Movers } from '../columns/movers';
import styles from '../settings.module.css';
import { useSaving } from '../use-saving';
import { RemoveSwimlane } from './remove-swimlane';

type Props = {
  workspace: string;
  board: Board;
  lane: Swimlane;
  mayChange: boolean;
  /** After it is removed. */
  onRemoved: () => void;
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
};

export function SwimlaneRow({ workspace, board, lane, mayChange, onRemoved, onUp, onDown }: Props) {
  const saving = useSaving(workspace, board.key);
  const [draft, setDraft] = useUnsaved<string | null>(
    `swimlane ${paths.swimlane(workspace, board.key, lane.id)}`,
    null,
  );
  const path = paths.swimlane(workspace, board.key, lane.id);
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
            <SaveButton
              saving={saving}
              name={`Save ${lane.name}`}
              isTyped={(draft ?? lane.name) !== lane.name}
              isInRow
            />
            <RemoveSwimlane workspace={workspace} board={board} lane={lane} onRemoved={onRemoved} />
          </span>
        )}
      </form>
      {saving.problem && !error && <ProblemNotice problem={saving.problem} />}
    </li>
  );
}
