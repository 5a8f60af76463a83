'use client';

import { Button } from '@/components/form/button';
import { useTranslations } from '@/lib/words/use-translations';
import { Presets } from '../filters/presets';
import { useTyped } from '../use-typed';
import { AheadField, ItemsField, isAnswerable, WindowField } from './fields';
import styles from './forecast.module.css';
import { mostItems, type Question, wholeNumber } from './question';

/** Cards that a board has not delivered yet: numbers that a forecast may be about. */
export type OpenCards = { inFlight: number; open: number };

/** The question of a forecast. A press on a number asks at once, what is typed with Enter or the button. */
export function QuestionForm({
  question,
  today,
  openCards,
  ask,
}: {
  question: Question;
  today: string;
  openCards: OpenCards;
  ask: (question: Question) => void;
}) {
  const t = useTranslations();
  const [typed, type] = useTyped({
    items: `${question.items ?? ''}`,
    by: question.by ?? '',
    window: `${question.window}`,
  });
  const items = typed.items === '' ? null : wholeNumber(typed.items, 1, mostItems);
  const isComplete =
    (items !== null || typed.items === '') &&
    (items !== null || typed.by !== '') &&
    isAnswerable(typed, today);
  const next = { items, by: typed.by || null, window: Number(typed.window) };
  const isChanged =
    next.items !== question.items || next.by !== question.by || next.window !== question.window;
  const proposed = (['inFlight', 'open'] as const)
    .map((name) => ({ name, id: openCards[name] }))
    .filter(({ name, id }) => id > 0 && (name === 'inFlight' || id !== openCards.inFlight));
  return (
    <form
      className={styles.form}
      aria-label={t('forecastPage.question.label')}
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete) ask(next);
      }}
    >
      <div className={styles.field}>
        <ItemsField
          label={t('forecastPage.question.items')}
          value={typed.items}
          isOptional
          onChange={(text) => type({ items: text })}
        />
        {proposed.length > 0 && (
          <Presets
            label={t('forecastPage.question.proposed')}
            choices={proposed.map(({ name, id }) => ({
              id,
              label: t(`forecastPage.question.${name}`, { count: id }),
            }))}
            value={question.items}
            onChange={(amount) => {
              type({ items: `${amount}` });
              ask({ ...question, items: amount });
            }}
          />
        )}
      </div>
      <AheadField
        today={today}
        value={typed.by}
        asked={question.by}
        onChange={(by) => type({ by })}
        onChoose={(by) => {
          type({ by });
          ask({ ...question, by });
        }}
      />
      <WindowField
        value={typed.window}
        asked={question.window}
        onChange={(window) => type({ window })}
        onChoose={(window) => {
          type({ window: `${window}` });
          ask({ ...question, window });
        }}
      />
      <Button
        type="submit"
        variant="primary"
        isDisabled={!isComplete || !isChanged}
        className={styles.ask ?? ''}
      >
        {t('forecastPage.question.ask')}
      </Button>
    </form>
  );
}
