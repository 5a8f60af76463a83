'use client';

import { type Board, LimitMax } from '@weir/contract';
import { useState } from 'react';
import { Form } from '@/components/form';
import { NumberField } from '@/components/number-field';
import { Panel } from '@/components/panel';
import { ProblemNotice } from '@/components/problem-notice';
import { StateWord } from '@/components/state-word';
import { counted } from '@/features/intake/words';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { limitToday } from './lowered';
import { SaveButton } from './save-button';
import styles from './settings.module.css';
import { useSaving } from './use-saving';

type Props = { workspace: string; board: Board; mayChange: boolean };

/** How many expedite cards may be worked on at a time. They stand beside the columns' limits, so they need one. */
export function ExpediteLimit({ workspace, board, mayChange }: Props) {
  const limit = board.limits.find(
    (each) => each.scope === 'classOfService' && each.classOfService === 'expedite',
  );
  const saving = useSaving(workspace, board.key);
  const [draft, setDraft] = useState<number | null | undefined>(undefined);
  const stands = limit?.max ?? null;
  const max = draft === undefined ? stands : draft;
  const load = limit?.load ?? 0;
  const save = async () => {
    if (max === stands || (max !== null && !LimitMax.safeParse(max).success)) return saving.touch();
    const one = limit && paths.limit(workspace, board.key, limit.id);
    const fresh = { scope: 'classOfService', classOfService: 'expedite', max };
    const call = () => {
      if (!one) return api.post(paths.limits(workspace, board.key), fresh);
      return max === null ? api.delete(one) : api.patch(one, { max });
    };
    if (await saving.save(call)) setDraft(undefined);
  };
  const meaning = draft !== undefined && draft !== stands ? limitToday(load, max) : null;
  return (
    <Panel title="Expedite limit">
      <Form onSubmit={save} label="Expedite limit">
        <NumberField
          label="Expedite cards in active columns at a time"
          minValue={0}
          maxValue={9999}
          value={max ?? Number.NaN}
          onChange={(wish) => {
            setDraft(Number.isNaN(wish) ? null : wish);
            saving.touch();
          }}
          isReadOnly={!mayChange}
          description={`${load === 0 ? 'None is' : `${counted(load, 'card')} ${load === 1 ? 'is' : 'are'}`} in flight now. They pass the columns’ limits, so this is what holds them. Empty: no limit.`}
        />
        {meaning && (
          <p className={styles.meaning} role="status">
            <StateWord state="near" size="small">
              Today:
            </StateWord>{' '}
            {meaning}
          </p>
        )}
        {saving.problem && <ProblemNotice problem={saving.problem} />}
        {mayChange && <SaveButton saving={saving} name="Save the expedite limit" />}
      </Form>
    </Panel>
  );
}
