'use client';

import { useTranslations } from '@/lib/words/use-translations';
import { FieldConflict } from './field-conflict';
import styles from './field-conflict.module.css';
import { differencesOf, mergeTexts, type TextPart } from './merge-texts';

/** Lines that both versions have are shown next to a difference; more of them are left out. */
const context = 1;

/** Two people edited one text: shows the lines that differ, and offers to save the changes of both. */
export function TextConflict({
  mine,
  base,
  theirs,
  onMerge,
  onOverwrite,
  onDiscard,
}: {
  mine: string;
  /** What both began from. */
  base: string;
  theirs: string;
  onMerge: (text: string) => void;
  onOverwrite: () => void;
  onDiscard: () => void;
}) {
  const t = useTranslations();
  return (
    <FieldConflict
      lead={t('card.conflict.differs')}
      theirs={differencesOf(mine, theirs).map((part, at, all) => (
        <Part
          key={`${part.of} ${part.lines.join('\n')}`}
          part={part}
          isFirst={at === 0}
          isLast={at === all.length - 1}
        />
      ))}
      onOverwrite={onOverwrite}
      onDiscard={onDiscard}
      onTakeBoth={() => onMerge(mergeTexts(mine, base, theirs))}
    />
  );
}

function Part({
  part: { of, lines },
  isFirst,
  isLast,
}: {
  part: TextPart;
  isFirst: boolean;
  isLast: boolean;
}) {
  const t = useTranslations();
  if (of === 'both') {
    const written = lines.filter((line) => line.trim() !== '');
    const above = isFirst ? [] : written.slice(0, context);
    const below = isLast ? [] : written.slice(-context);
    const isWhole = above.length + below.length >= written.length;
    return <div className={styles.both}>{(isWhole ? written : [...above, '…', ...below]).join('\n')}</div>;
  }
  return (
    <div className={styles.one} data-of={of}>
      <b>{of === 'mine' ? t('card.conflict.onlyMine') : t('card.conflict.onlyTheirs')}</b>
      {`\n${lines.join('\n').trim()}`}
    </div>
  );
}
