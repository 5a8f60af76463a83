'use client';

import { useState } from 'react';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { TextField } from '@/components/form/text-field';
import { Later, useWhenUsed } from '@/lib/loading/when-used';
import { withWordsOf } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import { Presets } from '../filters/presets';
import { useTyped } from '../use-typed';
import { type BoardNow, type Changes, hasChanges, isMixWrong, noChanges, withLimit } from './changes';
import styles from './what-if.module.css';

const later = new Later(() => withWordsOf('features/flow/what-if/mix-fields', import('./mix-fields')));

const percentages = [50, 75, 100, 125, 150, 200];

/** What would be different: the maxima of the columns and the board, the depth, the people and the classes. */
export function ChangeForm({
  board,
  now,
  changes,
  onAsk,
}: {
  board: string;
  now: BoardNow;
  changes: Changes;
  onAsk: (changes: Changes) => void;
}) {
  const t = useTranslations();
  const [draft, setDraft] = useTyped(changes);
  const [isRefused, setRefused] = useState(false);
  const [isMixOpen, setMixOpen] = useState(changes.mix !== null);
  const mixParts = useWhenUsed(later, isMixOpen);
  const choices = [...new Set([...percentages, draft.staffing])];
  const ask = () => {
    const isWrong = isMixWrong(draft.mix);
    setRefused(isWrong);
    if (isWrong) setMixOpen(true);
    else onAsk(draft);
  };
  return (
    <Form label={t('whatIf.form.label')} className={styles.part} onSubmit={ask}>
      <div className={styles.fields}>
        {now.places.map((place) => (
          <CountField
            key={place.id}
            label={place.name ?? t('whatIf.form.board')}
            now={place.max}
            warnsAt={place.warnsAt}
            value={maxIn(draft, place)}
            onChange={(max) => setDraft(withLimit(draft, place, max))}
          />
        ))}
        <CountField
          label={t('whatIf.form.depth')}
          now={now.depth}
          value={draft.depth ?? now.depth}
          onChange={(depth) => setDraft({ depth: depth === now.depth ? null : depth })}
        />
      </div>
      <div className={styles.staffing}>
        <span>{t('whatIf.form.staffing')}</span>
        <Presets
          label={t('whatIf.form.staffing')}
          choices={choices.map((id) => ({ id, label: t('whatIf.form.percent', { percent: id }) }))}
          value={draft.staffing}
          onChange={(staffing) => setDraft({ staffing })}
        />
      </div>
      <details
        className={styles.mix}
        open={isMixOpen}
        onToggle={({ currentTarget }) => setMixOpen(currentTarget.open)}
      >
        <summary>{t('whatIf.form.mix')}</summary>
        {isMixOpen && mixParts && (
          <mixParts.MixFields
            board={board}
            mix={draft.mix}
            isRefused={isRefused}
            onChange={(mix) => setDraft({ mix })}
          />
        )}
      </details>
      <div className={styles.actions}>
        <Button type="submit" variant="primary" isDisabled={!hasChanges(draft)}>
          {t('whatIf.form.ask')}
        </Button>
        {hasChanges(changes) && (
          <Button
            variant="quiet"
            onPress={() => {
              setDraft(noChanges);
              setRefused(false);
              onAsk(noChanges);
            }}
          >
            {t('whatIf.form.reset')}
          </Button>
        )}
      </div>
    </Form>
  );
}

/** A number, or nothing. React Aria’s number field would double the size of the page. */
function CountField({
  label,
  now,
  warnsAt = null,
  value,
  onChange,
}: {
  label: string;
  now: number | null;
  warnsAt?: number | null;
  value: number | null;
  onChange: (value: number | null) => void;
}) {
  const t = useTranslations();
  return (
    <TextField
      label={label}
      description={
        warnsAt === null
          ? t('whatIf.form.now', { max: now ?? -1 })
          : t('whatIf.form.nowWarns', { max: warnsAt })
      }
      inputMode="numeric"
      autoComplete="off"
      maxLength={4}
      value={value === null ? '' : `${value}`}
      onChange={(text) => {
        const digits = text.replaceAll(/\D/g, '');
        onChange(digits === '' ? null : Number(digits));
      }}
    />
  );
}

function maxIn({ limits }: Changes, { id, max }: BoardNow['places'][number]): number | null {
  return id in limits ? (limits[id] as number | null) : max;
}
