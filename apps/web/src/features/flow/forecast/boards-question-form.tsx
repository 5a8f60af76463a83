'use client';

import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { ChoiceSection, Menu } from '@/components/overlay/menu';
import { useTranslations } from '@/lib/words/use-translations';
import { useTyped } from '../use-typed';
import { AheadField, ItemsField, isAnswerable, WindowField } from './fields';
import styles from './forecast.module.css';
import { type BoardsQuestion, mostItems, usualAmount, wholeNumber } from './question';

/** A board that can be chosen, and its cards in progress. */
export type BoardChoice = { key: string; name: string; inFlight: number };

type Typed = { key: string; items: string };

/** The question of a forecast of several boards: so many cards of each, in the order in which they were chosen. */
export function BoardsQuestionForm({
  question,
  today,
  choices,
  ask,
}: {
  question: BoardsQuestion;
  today: string;
  choices: readonly BoardChoice[];
  ask: (question: BoardsQuestion) => void;
}) {
  const t = useTranslations();
  const [typed, type] = useTyped({
    boards: question.boards.map(({ key, items }): Typed => ({ key, items: `${items}` })),
    by: question.by ?? '',
    window: `${question.window}`,
  });
  const { boards } = typed;
  const setBoards = (next: Typed[]) => type({ boards: next });
  const amounts = boards.map(({ key, items }) => ({ key, items: wholeNumber(items, 1, mostItems) ?? 0 }));
  const isComplete =
    boards.length > 0 && amounts.every(({ items }) => items > 0) && isAnswerable(typed, today);
  const next = { boards: amounts, by: typed.by || null, window: Number(typed.window) };
  const choose = (keys: string[]) =>
    setBoards([
      ...boards.filter(({ key }) => keys.includes(key)),
      ...keys
        .filter((key) => boards.every((board) => board.key !== key))
        .map((key) => ({
          key,
          items: `${usualAmount(choices.find((each) => each.key === key)?.inFlight ?? 0)}`,
        })),
    ]);
  const nameOf = (of: string) => choices.find(({ key }) => key === of)?.name ?? of;
  return (
    <form
      className={styles.boardsForm}
      aria-label={t('forecastPage.question.label')}
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete) ask(next);
      }}
    >
      <fieldset className={styles.boards}>
        <legend>{t('forecastPage.question.boards')}</legend>
        {boards.map(({ key, items }) => (
          <div key={key} className={styles.board}>
            <ItemsField
              label={t('forecastPage.question.itemsOf', { board: nameOf(key) })}
              value={items}
              onChange={(text) =>
                setBoards(boards.map((each) => (each.key === key ? { key, items: text } : each)))
              }
            />
            <Button
              size="small"
              variant="plain"
              aria-label={t('forecastPage.question.without', { board: nameOf(key) })}
              onPress={() => setBoards(boards.filter((each) => each.key !== key))}
            >
              <Glyph name="close" size={14} />
            </Button>
          </div>
        ))}
        <Menu
          label={t('forecastPage.question.choose')}
          staysOpen
          isLong
          trigger={<Button size="small">{t('forecastPage.question.choose')}</Button>}
        >
          <ChoiceSection
            title={t('workspace.boards.title')}
            choices={choices.map(({ key, name }) => ({ id: key, label: name }))}
            chosen={boards.map(({ key }) => key)}
            onChange={choose}
          />
        </Menu>
      </fieldset>
      <div className={styles.form}>
        <AheadField
          today={today}
          value={typed.by}
          asked={typed.by}
          onChange={(by) => type({ by })}
          onChoose={(by) => type({ by })}
        />
        <WindowField
          value={typed.window}
          asked={Number(typed.window)}
          onChange={(window) => type({ window })}
          onChoose={(window) => type({ window: `${window}` })}
        />
        <Button type="submit" variant="primary" isDisabled={!isComplete} className={styles.ask ?? ''}>
          {t('forecastPage.question.ask')}
        </Button>
      </div>
    </form>
  );
}
