'use client';

import { useTranslations } from '@/lib/words/use-translations';
import { FieldConflict } from './field-conflict';
import styles from './field-conflict.module.css';
import { differencesOf, mergeTexts, type TextPart } from './merge-texts';

/** Lines that both versions have are shown next to a difference; more of them are left out. */
const context = 1;

/** Two people edited one text: shows who changed which lines and where they clash, and offers to save the changes of both. */
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
  const parts = differencesOf(mine, base, theirs);
  return (
    <FieldConflict
      lead={t('card.conflict.differs', { clashes: `${parts.some(({ of }) => of === 'conflict')}` })}
      theirs={parts.map((part, at) => (
        <Part key={JSON.stringify(part)} part={part} isFirst={at === 0} isLast={at === parts.length - 1} />
      ))}
      onOverwrite={onOverwrite}
      onDiscard={onDiscard}
      onTakeBoth={() => onMerge(mergeTexts(mine, base, theirs))}
    />
  );
}

function Part({ part, isFirst, isLast }: { part: TextPart; isFirst: boolean; isLast: boolean }) {
  const t = useTranslations();
  switch (part.of) {
    case 'both': {
      const written = part.lines.filter((line) => line.trim() !== '');
      const above = isFirst ? [] : written.slice(0, context);
      const below = isLast ? [] : written.slice(-context);
      const isWhole = above.length + below.length >= written.length;
      return <div className={styles.both}>{(isWhole ? written : [...above, '…', ...below]).join('\n')}</div>;
    }
    case 'conflict':
      return (
        <div className={styles.clash}>
          <b>{t('card.conflict.sameLines')}</b>
          <Side label={t('card.conflict.yours')} lines={part.mine} />
          <Side label={t('card.conflict.saved')} lines={part.theirs} />
        </div>
      );
    default: {
      const { of: who, lines, was } = part;
      const did = textOf(lines) === '' ? 'removed' : textOf(was) === '' ? 'added' : 'changed';
      return (
        <div className={styles.one}>
          <b>{t('card.conflict.by', { who, did })}</b>
          {did === 'removed' ? <del>{textOf(was)}</del> : <div>{textOf(lines)}</div>}
        </div>
      );
    }
  }
}

/** One side's lines where both changed the same ones. */
function Side({ label, lines }: { label: string; lines: string[] }) {
  const t = useTranslations();
  const text = textOf(lines);
  return (
    <div className={styles.side}>
      <b>{label}</b>
      <div>{text === '' ? <i>{t('card.conflict.removed')}</i> : text}</div>
    </div>
  );
}

const textOf = (lines: readonly string[]) => lines.join('\n').trim();
