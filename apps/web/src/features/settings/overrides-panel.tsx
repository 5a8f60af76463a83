'use client';

import { type Board, BoardChange } from '@weir/contract';
import Link from 'next/link';
import { Form } from '@/components/form';
import { NumberField } from '@/components/number-field';
import { Panel } from '@/components/panel';
import { fieldError, ProblemNotice } from '@/components/problem-notice';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { invalidInput } from '@/lib/api/result';
import { useUnsaved } from '@/lib/use-unsaved';
import { SaveButton } from './save-button';
import styles from './settings.module.css';
import { useSaving } from './use-saving';

type Props = { workspace: string; board: Board; mayChange: boolean };

/** How often a month limits that ask for a reason may be passed. */
export function OverridesPanel({ workspace, board, mayChange }: Props) {
  const { budget, spent } = board.overrides;
  const saving = useSaving(workspace, board.key);
  const [draft, setDraft] = useUnsaved<number | null>(`overrides ${paths.board(workspace, board.key)}`, null);
  const save = async () => {
    const change = BoardChange.safeParse({ overrideBudget: draft ?? budget });
    if (!change.success) return saving.refuse(invalidInput(change.error));
    if (await saving.save(() => api.patch(paths.board(workspace, board.key), change.data))) setDraft(null);
  };
  const error = fieldError(saving.problem, 'overrideBudget');
  return (
    <Panel title="Overrides">
      <Form onSubmit={save} label="Overrides">
        <NumberField
          label="Limits passed with a reason, a month"
          minValue={0}
          maxValue={999}
          value={draft ?? budget}
          onChange={(wish) => {
            setDraft(wish);
            saving.touch();
          }}
          isReadOnly={!mayChange}
          error={error && 'A number from 0 to 999.'}
          description={`${spent} this month so far. 0: nobody passes.`}
        />
        {saving.problem && !error && <ProblemNotice problem={saving.problem} />}
        <p className={styles.soft}>
          <Link href={`/${workspace}/${board.key}/overrides`}>What was passed, and why</Link>
        </p>
        {mayChange && (
          <SaveButton saving={saving} name="Save the overrides" isTyped={(draft ?? budget) !== budget} />
        )}
      </Form>
    </Panel>
  );
}
