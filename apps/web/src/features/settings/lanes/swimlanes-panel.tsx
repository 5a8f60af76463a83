'use client';

import { type Board, NewSwimlane, type Swimlane } from '@weir/contract';
import { useRef } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { TextField } from '@/components/form/text-field';
import { Panel } from '@/components/layout/panel';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { focusRows } from '@/lib/focus-rows';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useSave } from '@/lib/forms/use-save';
import { focusMover } from '../columns/movers';
import styles from '../settings.module.css';
import { SwimlaneRow } from './swimlane-row';

type Props = { board: Board; mayChange: boolean };

/** Lanes across the columns, for a board that carries several kinds of work. */
export function SwimlanesPanel({ board, mayChange }: Props) {
  const { swimlanes, key } = board;
  const { slug } = useWorkspace();
  const renew = useRenewBoard();
  const list = useRef<HTMLUListElement>(null);
  const saving = useSave({ onSaved: renew });
  const form = useApiForm({
    schema: NewSwimlane,
    defaultValues: { name: '' },
    draftKey: `new ${paths.swimlanes(slug, key)}`,
    send: (lane) => api.post<Swimlane>(paths.swimlanes(slug, key), lane),
    said: ({ name }) => `${name} is added`,
    onSaved: renew,
  });

  const move = async (lane: Swimlane, by: -1 | 1) => {
    const neighbour = swimlanes[swimlanes.indexOf(lane) + by];
    if (!neighbour) return;
    const place = by === -1 ? { before: neighbour.id } : { after: neighbour.id };
    const said = `${lane.name} is now ${by === -1 ? 'before' : 'after'} ${neighbour.name}`;
    await saving.save(() => api.patch(paths.swimlane(slug, key, lane.id), place), { said });
    focusMover(lane.id, by);
  };
  const problem = saving.problem ?? form.problem;
  return (
    <Panel title="Swimlanes">
      <p className={styles.lead}>
        Rows across the board, for different kinds of work. Most boards need none.
      </p>
      <ul ref={list} tabIndex={-1} className={styles.rows} aria-label="Swimlanes">
        {swimlanes.map((lane, at) => (
          <SwimlaneRow
            key={lane.id}
            board={board}
            lane={lane}
            mayChange={mayChange}
            onRemoved={() => focusRows(list)}
            onUp={at > 0 ? () => move(lane, -1) : undefined}
            onDown={at < swimlanes.length - 1 ? () => move(lane, 1) : undefined}
          />
        ))}
      </ul>
      {problem && <ProblemNotice problem={problem} />}
      {mayChange && (
        <Form {...form.props} className={styles.add} label="Add a swimlane">
          <TextField label="Another swimlane" {...form.field('name')} />
          <Button type="submit" isPending={form.isPending}>
            Add it
          </Button>
        </Form>
      )}
      {!mayChange && swimlanes.length === 0 && <p>This board has none.</p>}
    </Panel>
  );
}
