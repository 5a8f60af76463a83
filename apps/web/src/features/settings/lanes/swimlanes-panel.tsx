'use client';

import { type Board, NewSwimlane, type Swimlane } from '@weir/contract';
import { useRef } from 'react';
import { fieldError, ProblemNotice } from '@/components/feedback/problem-notice';
import { SaveButton } from '@/components/form/save-button';
import { TextField } from '@/components/form/text-field';
import { Panel } from '@/components/layout/panel';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { invalidInput } from '@/lib/api/result';
import { focusRows } from '@/lib/focus-rows';
import { useUnsaved } from '@/lib/use-unsaved';
import { focusMover } from '../columns/movers';
import styles from '../settings.module.css';
import { useSaving } from '../use-saving';
import { SwimlaneRow } from './swimlane-row';

type Props = { workspace: string; board: Board; mayChange: boolean };

/** Lanes across the columns, for a board that carries several kinds of work. */
export function SwimlanesPanel({ workspace, board, mayChange }: Props) {
  const { swimlanes, key } = board;
  const saving = useSaving(workspace, key);
  const [name, setName] = useUnsaved(`new ${paths.swimlanes(workspace, key)}`, '');
  const list = useRef<HTMLUListElement>(null);

  const move = async (lane: Swimlane, by: -1 | 1) => {
    const neighbour = swimlanes[swimlanes.indexOf(lane) + by];
    if (!neighbour) return;
    const place = by === -1 ? { before: neighbour.id } : { after: neighbour.id };
    const said = `${lane.name} stands ${by === -1 ? 'before' : 'after'} ${neighbour.name}`;
    await saving.save(() => api.patch(paths.swimlane(workspace, key, lane.id), place), said);
    focusMover(lane.id, by);
  };
  const add = async () => {
    const lane = NewSwimlane.safeParse({ name });
    if (!lane.success) return saving.refuse(invalidInput(lane.error));
    if (await saving.save(() => api.post(paths.swimlanes(workspace, key), lane.data), `${name} is added`))
      setName('');
  };
  const error = fieldError(saving.problem, 'name');
  return (
    <Panel title="Swimlanes">
      <p className={styles.lead}>
        Rows across the board, for different kinds of work. Most boards need none.
      </p>
      <ul ref={list} tabIndex={-1} className={styles.rows} aria-label="Swimlanes">
        {swimlanes.map((lane, at) => (
          <SwimlaneRow
            key={lane.id}
            workspace={workspace}
            board={board}
            lane={lane}
            mayChange={mayChange}
            onRemoved={() => focusRows(list)}
            onUp={at > 0 ? () => move(lane, -1) : undefined}
            onDown={at < swimlanes.length - 1 ? () => move(lane, 1) : undefined}
          />
        ))}
      </ul>
      {saving.problem && !error && <ProblemNotice problem={saving.problem} />}
      {mayChange && (
        <form
          className={styles.add}
          aria-label="Add a swimlane"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            add();
          }}
        >
          <TextField label="Another swimlane" value={name} onChange={setName} error={error} />
          <SaveButton saving={{ ...saving, isSaved: false }} label="Add it" />
        </form>
      )}
      {!mayChange && swimlanes.length === 0 && <p>This board has none.</p>}
    </Panel>
  );
}
