'use client';

import { type Board, BoardSettingsChange } from '@weir/contract';
import Link from 'next/link';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Form } from '@/components/form/form';
import { NumberField } from '@/components/form/number-field';
import { SaveButton } from '@/components/form/save-button';
import { Panel } from '@/components/layout/panel';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { useApiForm } from '@/lib/forms/use-api-form';
import styles from './settings.module.css';

type Props = { board: Board; mayChange: boolean };

/** How many limits that ask for a reason may be overridden in a month. */
export function OverridesPanel({ board, mayChange }: Props) {
  const { budget, spent } = board.overrides;
  const { slug } = useWorkspace();
  const path = paths.board(slug, board.key);
  const form = useApiForm({
    schema: BoardSettingsChange,
    savedValues: { overrideBudget: budget },
    draftKey: `overrides ${path}`,
    send: (change) => api.patch(path, change),
    said: 'Saved',
    onSaved: useRenewBoard(),
  });
  const field = form.field('overrideBudget');
  return (
    <Panel title="Overrides">
      <Form {...form.props} label="Overrides">
        <NumberField
          label="Limits passed with a reason, a month"
          minValue={0}
          maxValue={999}
          {...field}
          isReadOnly={!mayChange}
          error={field.error && 'A number from 0 to 999.'}
          description={`${spent} this month so far. 0: nobody passes.`}
        />
        {form.problem && <ProblemNotice problem={form.problem} />}
        <p className={styles.soft}>
          <Link href={`/${slug}/${board.key}/overrides`}>What was passed, and why</Link>
        </p>
        {mayChange && <SaveButton saving={form} name="Save the overrides" isTyped={form.isTyped} />}
      </Form>
    </Panel>
  );
}
