'use client';

import { mostFlowDays } from '@weir/domain';
import type { Translate } from '@weir/words';
import { useState } from 'react';
import { Button } from '@/components/form/button';
import { DateField } from '@/components/form/date-field';
import { Glyph } from '@/components/icon/glyph';
import { Menu, useMenuParts } from '@/components/overlay/menu';
import { daysAfter, isDay } from '@/lib/days';
import { Later } from '@/lib/loading/when-used';
import { withWordsOf } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import { useFlow } from '../flow-context';
import { ByName } from './by-name';
import { type Chip, type Choices, chipsOf, useNames } from './choices';
import styles from './filters.module.css';
import { Presets } from './presets';
import { daysOf, noFilter, periods } from './shown';

const menuButton = 'flow-filter';

const later = new Later(() => withWordsOf('features/flow/filters/filter-items', import('./filter-items')));

/** The days and the cards that the figures are about. A choice is a new address, and Back undoes it. */
export function FlowFilters({ choices }: { choices: Choices }) {
  const t = useTranslations();
  const { board, shown, today, change } = useFlow();
  const [isPickingDays, setPickingDays] = useState(typeof shown.period !== 'number');
  const { parts, opening } = useMenuParts(later);
  const names = useNames(choices);
  const chips = chipsOf(t, names, shown);
  const days = daysOf(shown, today);
  return (
    <search className={styles.filters} aria-label={t('flow.filters.label')}>
      <div className={styles.line}>
        <Presets
          label={t('flow.filters.period')}
          choices={[
            ...periods.map((id) => ({ id, label: t('flow.filters.days', { days: id }) })),
            { id: 'days' as const, label: t('flow.filters.otherDays') },
          ]}
          value={isPickingDays || typeof shown.period !== 'number' ? 'days' : shown.period}
          onChange={(period) => {
            setPickingDays(period === 'days');
            if (period !== 'days') change({ ...shown, period });
          }}
        />
        <Menu
          label={t('flow.filters.label')}
          placement="bottom end"
          staysOpen
          isLong
          {...opening}
          trigger={
            <Button id={menuButton} size="small">
              <Glyph name="filter" size={14} /> {t('flow.filters.open', { count: chips.length })}
            </Button>
          }
        >
          {parts && <parts.FilterItems choices={choices} />}
        </Menu>
      </div>
      {(isPickingDays || typeof shown.period !== 'number') && (
        <Days key={`${days.from} ${days.to}`} {...days} onChange={(period) => change({ ...shown, period })} />
      )}
      {board === null && <ByName key={`${shown.filter.label} ${shown.filter.lane}`} />}
      {chips.length > 0 && <Chips chips={chips} />}
    </search>
  );
}

/** Days of the board. They are shown once both are whole days, in order. */
function Days({
  from,
  to,
  onChange,
}: {
  from: string;
  to: string;
  onChange: (days: { from: string; to: string }) => void;
}) {
  const t = useTranslations();
  const { today } = useFlow();
  const [days, setDays] = useState({ from, to });
  const isChanged = days.from !== from || days.to !== to;
  const isComplete = isDay(days.from) && isDay(days.to);
  const error = isComplete ? faultOf(t, days) : undefined;
  return (
    <form
      className={styles.days}
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete && !error) onChange(days);
      }}
    >
      <DateField
        label={t('flow.filters.from')}
        value={days.from}
        max={today}
        onChange={(first) => setDays({ ...days, from: first })}
        error={error}
      />
      <DateField
        label={t('flow.filters.to')}
        value={days.to}
        max={today}
        onChange={(last) => setDays({ ...days, to: last })}
        saysZone={false}
      />
      <Button type="submit" isDisabled={!isChanged || !isComplete || error !== undefined}>
        {t('flow.filters.show')}
      </Button>
    </form>
  );
}

function faultOf(t: Translate, { from, to }: { from: string; to: string }): string | undefined {
  if (from > to) return t('flow.filters.reversed');
  if (from < daysAfter(to, 1 - mostFlowDays)) return t('faults.tooManyDays', { max: mostFlowDays });
  return undefined;
}

/** What is chosen. A press takes one away. */
function Chips({ chips }: { chips: readonly Chip[] }) {
  const t = useTranslations();
  const { shown, change } = useFlow();
  const focusMenu = () => document.getElementById(menuButton)?.focus();
  return (
    <div className={styles.line}>
      <ul className={styles.chips} aria-label={t('flow.filters.chosen')}>
        {chips.map(({ id, name, without }) => (
          <li key={id}>
            <Button
              size="small"
              className={styles.chip}
              aria-label={t('flow.filters.remove', { name })}
              onPress={() => {
                change(without);
                // The pressed button goes away.
                focusMenu();
              }}
            >
              <span dir="auto">{name}</span> <Glyph name="close" size={12} />
            </Button>
          </li>
        ))}
      </ul>
      <Button
        size="small"
        variant="plain"
        onPress={() => {
          change({ ...shown, boards: [], filter: noFilter });
          focusMenu();
        }}
      >
        {t('flow.filters.clear')}
      </Button>
    </div>
  );
}
