'use client';

import type { CardDetail } from '@weir/contract';
import { useFormatter } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Notice } from '@/components/feedback/notice';
import { Button } from '@/components/form/button';
import { useCurrentBoard } from '@/lib/context/board';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './card-panel.module.css';
import { type CardValues, changesSince } from './card-values';

/** Somebody else saved this card while it was edited here: shows their changes and asks whose to keep. */
export function EditConflict({
  startedFrom,
  current,
  onOverwrite,
  onDiscard,
}: {
  startedFrom: CardValues;
  current: CardDetail;
  onOverwrite: () => void;
  onDiscard: () => void;
}) {
  const t = useTranslations();
  // The Save button that had the focus is gone, and the notice may be out of sight.
  const here = useRef<HTMLDivElement>(null);
  useEffect(() => here.current?.focus(), []);
  const dates = useDates();
  const zone = useCurrentBoard().timeZone;
  const format = useFormatter();
  const { title, description, classOfService, assigneeIds, dueOn } = changesSince(startedFrom, current);
  const none = t('card.conflict.none');
  const changes = [
    title !== undefined && { label: t('card.title'), value: title },
    description !== undefined && { label: t('card.description'), value: description || none },
    classOfService && {
      label: t('card.classOfService'),
      value: t(`vocabulary.classes.${classOfService}`),
    },
    assigneeIds && {
      label: t('card.people.label'),
      value: format.list(current.assignees.map(({ name }) => name)) || none,
    },
    dueOn !== undefined && { label: t('card.due'), value: dueOn ? dates.day(dueOn, { zone }) : none },
  ].filter((change) => change !== false && change !== undefined);
  const notice = (
    <Notice
      tone="warn"
      role="alert"
      title={t('card.conflict.title')}
      actions={
        <>
          <Button size="small" variant="primary" onPress={onOverwrite}>
            {t('card.conflict.overwrite')}
          </Button>
          <Button size="small" onPress={onDiscard}>
            {t('card.conflict.discard')}
          </Button>
        </>
      }
    >
      {changes.length === 0 ? (
        <p>{t('card.conflict.otherParts')}</p>
      ) : (
        <>
          <p>{t('card.conflict.text')}</p>
          <ul className={styles.changes}>
            {changes.map(({ label, value }) => (
              <li key={label}>{t('card.conflict.change', { label, value })}</li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  );
  return (
    <div ref={here} tabIndex={-1} className={styles.conflict}>
      {notice}
    </div>
  );
}
