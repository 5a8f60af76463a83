'use client';

import { useState } from 'react';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { NumberField } from '@/components/form/number-field';
import { Select } from '@/components/form/select';
import { useTranslations } from '@/lib/words/use-translations';
import { type BoardNow, type Changes, hasChanges, noChanges, withLimit } from './changes';
import styles from './what-if.module.css';

const percentages = ['50', '75', '100', '125', '150', '200'] as const;

/** What would be different: the maxima of the columns and the board, the depth and the people. */
export function ChangeForm({
  now,
  changes,
  onAsk,
}: {
  now: BoardNow;
  changes: Changes;
  onAsk: (changes: Changes) => void;
}) {
  const t = useTranslations();
  const [draft, setDraft] = useState(changes);
  const choices = [...new Set([...percentages, `${draft.staffing}`])];
  return (
    <Form label={t('whatIf.form.label')} className={styles.form} onSubmit={() => onAsk(draft)}>
      <div className={styles.fields}>
        {now.places.map((place) => (
          <NumberField
            key={place.id}
            label={place.name ?? t('whatIf.form.board')}
            description={t('whatIf.form.now', { max: place.max ?? -1 })}
            value={maxIn(draft, place) ?? Number.NaN}
            minValue={0}
            maxValue={9999}
            onChange={(max) => setDraft(withLimit(draft, place, Number.isNaN(max) ? null : max))}
          />
        ))}
        <NumberField
          label={t('whatIf.form.depth')}
          description={t('whatIf.form.now', { max: now.depth })}
          value={draft.depth ?? now.depth}
          minValue={1}
          maxValue={500}
          onChange={(depth) =>
            setDraft({ ...draft, depth: Number.isNaN(depth) || depth === now.depth ? null : depth })
          }
        />
        <Select
          label={t('whatIf.form.staffing')}
          options={choices.map((id) => ({ id, label: t('whatIf.form.percent', { percent: Number(id) }) }))}
          value={`${draft.staffing}`}
          onChange={(id) => setDraft({ ...draft, staffing: Number(id) })}
        />
      </div>
      <div className={styles.actions}>
        <Button type="submit" variant="primary" isDisabled={!hasChanges(draft)}>
          {t('whatIf.form.ask')}
        </Button>
        {hasChanges(changes) && (
          <Button variant="quiet" onPress={() => onAsk(noChanges)}>
            {t('whatIf.form.reset')}
          </Button>
        )}
      </div>
    </Form>
  );
}

function maxIn({ limits }: Changes, { id, max }: BoardNow['places'][number]): number | null {
  return id in limits ? (limits[id] as number | null) : max;
}
