'use client';

import { forecastHistoryDays, horizonDays, windowDays } from '@weir/domain';
import { DateField } from '@/components/form/date-field';
import { TextField } from '@/components/form/text-field';
import { daysAfter, isDay } from '@/lib/days';
import { useTranslations } from '@/lib/words/use-translations';
import { Presets } from '../filters/presets';
import styles from './forecast.module.css';
import { isAhead, mostItems, weeksAhead, wholeNumber, windows } from './question';

/** Whether a day and a window, as they are typed, can be asked. The day may be empty. */
export function isAnswerable({ by, window }: { by: string; window: string }, today: string): boolean {
  return (by === '' || isAhead(by, today)) && isWindow(window);
}

const isWindow = (text: string) => wholeNumber(text, windowDays.least, windowDays.most) !== null;

/** A number of cards. */
export function ItemsField({
  label,
  value,
  isOptional = false,
  onChange,
}: {
  label: string;
  value: string;
  isOptional?: boolean;
  onChange: (text: string) => void;
}) {
  const t = useTranslations();
  const isFaulty = wholeNumber(value, 1, mostItems) === null && !(isOptional && value === '');
  return (
    <TextField
      type="number"
      inputMode="numeric"
      min={1}
      max={mostItems}
      label={label}
      value={value}
      onChange={onChange}
      error={isFaulty ? t('forecastPage.question.itemsFault', { max: mostItems }) : undefined}
    />
  );
}

/** A day ahead, which may stay empty. */
export function AheadField({
  today,
  value,
  asked,
  onChange,
  onChoose,
}: {
  today: string;
  value: string;
  asked: string | null;
  onChange: (day: string) => void;
  onChoose: (day: string) => void;
}) {
  const t = useTranslations();
  const isFaulty = isDay(value) && !isAhead(value, today);
  return (
    <div className={styles.field}>
      <DateField
        label={t('forecastPage.question.by')}
        value={value}
        min={daysAfter(today, 1)}
        max={daysAfter(today, horizonDays)}
        onChange={onChange}
        error={isFaulty ? t('forecastPage.question.byFault') : undefined}
      />
      <Presets
        label={t('forecastPage.question.ahead')}
        choices={weeksAhead.map((weeks) => ({
          id: daysAfter(today, weeks * 7),
          label: t('forecastPage.question.weeks', { weeks }),
        }))}
        value={asked}
        onChange={onChoose}
      />
    </div>
  );
}

/** How many days of the past count. */
export function WindowField({
  value,
  asked,
  onChange,
  onChoose,
}: {
  value: string;
  asked: number;
  onChange: (days: string) => void;
  onChoose: (days: number) => void;
}) {
  const t = useTranslations();
  return (
    <div className={styles.field}>
      <TextField
        type="number"
        inputMode="numeric"
        min={windowDays.least}
        max={windowDays.most}
        label={t('forecastPage.question.window')}
        value={value}
        onChange={onChange}
        error={isWindow(value) ? undefined : t('forecastPage.question.windowFault', windowDays)}
      />
      <Presets
        label={t('forecastPage.question.windows', { usual: forecastHistoryDays })}
        choices={windows.map((id) => ({ id, label: `${id}` }))}
        value={asked}
        onChange={onChoose}
      />
    </div>
  );
}
