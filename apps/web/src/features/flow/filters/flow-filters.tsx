'use client';

import { useState } from 'react';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { Menu, useMenuParts } from '@/components/overlay/menu';
import { Later } from '@/lib/loading/when-used';
import { withWordsOf } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import { useFlow } from '../flow-context';
import { ByName } from './by-name';
import { type Chip, type Choices, chipsOf, useNames } from './choices';
import styles from './filters.module.css';
import { OtherDays, PeriodPresets } from './period';
import { noFilter } from './shown';

const menuButton = 'flow-filter';

const later = new Later(() => withWordsOf('features/flow/filters/filter-items', import('./filter-items')));

/** The days and the cards that the figures are about. A choice is a new address, and Back undoes it. */
export function FlowFilters({ choices }: { choices: Choices }) {
  const t = useTranslations();
  const { board, shown } = useFlow();
  const [isPickingDays, setPickingDays] = useState(typeof shown.period !== 'number');
  const { parts, opening } = useMenuParts(later);
  const names = useNames(choices);
  const chips = chipsOf(t, names, shown);
  return (
    <search className={styles.filters} aria-label={t('flow.filters.label')}>
      <div className={styles.line}>
        <PeriodPresets isPickingDays={isPickingDays} pickDays={setPickingDays} />
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
      <OtherDays isPickingDays={isPickingDays} />
      {board === null && <ByName />}
      {chips.length > 0 && <Chips chips={chips} />}
    </search>
  );
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
