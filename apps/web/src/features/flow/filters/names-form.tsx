'use client';

import { Button } from '@/components/form/button';
import { TextField } from '@/components/form/text-field';
import { useTranslations } from '@/lib/words/use-translations';
import { useFlow } from '../flow-context';
import { useTyped } from '../use-typed';
import styles from './filters.module.css';
import { namesIn } from './names-in';

/** Fields for the names of labels and swimlanes. */
export function NamesForm() {
  const t = useTranslations();
  const { shown, change } = useFlow();
  const given = { label: shown.filter.label.join(', '), lane: shown.filter.lane.join(', ') };
  const [names, setNames] = useTyped(given);
  const isChanged = names.label !== given.label || names.lane !== given.lane;
  return (
    <form
      className={styles.names}
      onSubmit={(event) => {
        event.preventDefault();
        const filter = { ...shown.filter, label: namesIn(names.label), lane: namesIn(names.lane) };
        change({ ...shown, filter });
      }}
    >
      <TextField label={t('labels.title')} value={names.label} onChange={(label) => setNames({ label })} />
      <TextField label={t('flow.filters.lanes')} value={names.lane} onChange={(lane) => setNames({ lane })} />
      <Button type="submit" isDisabled={!isChanged}>
        {t('flow.filters.show')}
      </Button>
    </form>
  );
}
