'use client';

import { useState } from 'react';
import { Button } from '@/components/form/button';
import { ChoiceSection, Menu } from '@/components/overlay/menu';
import { useTranslations } from '@/lib/words/use-translations';
import type { Named } from '../filters/choices';
import styles from '../filters/filters.module.css';
import { OtherDays, PeriodPresets } from '../filters/period';
import { Presets } from '../filters/presets';
import { useFlow } from '../flow-context';
import { windows } from '../forecast/question';

const all = 'all';

/** Which forecasts are counted: those whose last day is in a period, of some boards, and from a window. */
export function ScoreFilters({
  boards,
  window,
  chooseWindow,
}: {
  boards: readonly Named[];
  window: number | null;
  chooseWindow: (window: number | null) => void;
}) {
  const t = useTranslations();
  const { shown, change } = useFlow();
  const [isPickingDays, setPickingDays] = useState(typeof shown.period !== 'number');
  return (
    <search className={styles.filters} aria-label={t('flow.filters.label')}>
      <div className={styles.line}>
        <PeriodPresets isPickingDays={isPickingDays} pickDays={setPickingDays} />
        {boards.length > 1 && (
          <Menu
            label={t('trackRecord.filters.boards', { count: shown.boards.length })}
            placement="bottom end"
            staysOpen
            isLong
            trigger={
              <Button size="small">{t('trackRecord.filters.boards', { count: shown.boards.length })}</Button>
            }
          >
            <ChoiceSection
              title={t('workspace.boards.title')}
              choices={boards.map(({ id, name }) => ({ id, label: name }))}
              chosen={shown.boards}
              onChange={(chosen) => change({ ...shown, boards: chosen })}
            />
          </Menu>
        )}
      </div>
      <OtherDays isPickingDays={isPickingDays} />
      <div className={styles.line}>
        <div className={styles.named}>
          <span aria-hidden="true">{t('trackRecord.filters.window')}</span>
          <Presets
            label={t('trackRecord.filters.window')}
            choices={[
              { id: all, label: t('trackRecord.filters.anyWindow') },
              ...windows.map((id) => ({ id, label: t('flow.filters.days', { days: id }) })),
            ]}
            value={window ?? all}
            onChange={(id) => chooseWindow(typeof id === 'number' ? id : null)}
          />
        </div>
      </div>
    </search>
  );
}
