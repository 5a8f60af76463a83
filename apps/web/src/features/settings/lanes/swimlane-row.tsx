'use client';

import { type Board, type Swimlane, SwimlaneChange } from '@weir/contract';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Form } from '@/components/form/form';
import { SaveButton } from '@/components/form/save-button';
import { TextField } from '@/components/form/text-field';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { useApiForm } from '@/lib/forms/use-api-form';
import { Movers } from '../columns/movers';
import styles from '../settings.module.css';
import { RemoveSwimlane } from './remove-swimlane';

type Props = {
  board: Board;
  lane: Swimlane;
  mayChange: boolean;
  /** After it is removed. */
  onRemoved: () => void;
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
};

export function SwimlaneRow({ board, lane, mayChange, onRemoved, onUp, onDown }: Props) {
  const path = paths.swimlane(useWorkspace().slug, board.key, lane.id);
  const form = useApiForm({
    schema: SwimlaneChange,
    savedValues: { name: lane.name },
    draftKey: `swimlane ${path}`,
    send: (change) => api.patch(path, change),
    said: 'Saved',
    onSaved: useRenewBoard(),
  });
  return (
    <li className={styles.row}>
      <Form {...form.props} className={styles.rowForm} label={`Swimlane ${lane.name}`}>
        {mayChange && <Movers id={lane.id} name={lane.name} onUp={onUp} onDown={onDown} />}
        <TextField
          label=""
          aria-label={`Name of swimlane ${lane.name}`}
          {...form.field('name')}
          isReadOnly={!mayChange}
        />
        {mayChange && (
          <span className={styles.rowEnd}>
            <SaveButton saving={form} name={`Save ${lane.name}`} isTyped={form.isTyped} isInRow />
            <RemoveSwimlane board={board} lane={lane} onRemoved={onRemoved} />
          </span>
        )}
      </Form>
      {form.problem && <ProblemNotice problem={form.problem} />}
    </li>
  );
}
