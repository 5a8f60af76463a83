'use client';

import type { Board, Limit } from '@weir/contract';
import { limitSubjectKey } from '@weir/domain';
import { useState } from 'react';
import { RadioGroup } from '@/components/choice/radio-group';
import { FormMore } from '@/components/form/form';
import { Dialog } from '@/components/overlay/dialog';
import { HelpLink } from '@/features/help/help-link';
import { occupancyText } from '@/lib/board/capacity';
import { type LimitSubject, limitOf } from '@/lib/board/limit-subjects';
import { useTranslations } from '@/lib/words/use-translations';
import { useLimitNames } from '../limit-names';
import styles from './limit-editor.module.css';
import { LimitForm } from './limit-form';
import { LimitPreview } from './limit-preview';
import { boundsText, subjectKind } from './limit-text';
import { TrialText } from './trial-text';

type Props = {
  board: Board;
  subject: LimitSubject;
  /** The current limit of the subject, if any. */
  limit: Limit | null;
  /** False: the limit is read-only, with a note on the roles that can change it. */
  mayChange?: boolean;
  onClose: () => void;
};

/** The editor of any limit, opened from its number. From a column it leads to a limit shared with other columns. */
export function LimitEditor({ board, subject: opened, limit: given, mayChange = true, onClose }: Props) {
  const t = useTranslations();
  const [subject, setSubject] = useState(opened);
  const limit = subject === opened ? given : limitOf(board, subject);
  const name = useLimitNames(board)(subject);
  const isNewGroup = subject.scope === 'columns' && subject !== opened;
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={isNewGroup ? t('limits.editor.groupTitle', { name }) : t('limits.editor.title', { name })}
      lead={
        <>
          {t(`limits.counts.${subjectKind(subject)}`)} <HelpLink about="limits" />
        </>
      }
      size="small"
    >
      {subject.scope === 'person' && <AcrossField board={board} value={subject} onChange={setSubject} />}
      {mayChange ? (
        <LimitForm
          key={limitSubjectKey(subject)}
          board={board}
          subject={subject}
          limit={limit}
          name={isNewGroup ? t('limits.editor.theseColumns') : name}
          onClose={onClose}
        >
          {subject.scope === 'column' && board.columns.length > 1 && (
            <FormMore onPress={() => setSubject({ scope: 'columns', columnIds: [subject.columnId] })}>
              {t('limits.editor.share')}
            </FormMore>
          )}
        </LimitForm>
      ) : (
        <LimitSummary board={board} subject={subject} limit={limit} name={name} />
      )}
    </Dialog>
  );
}

type PersonSubject = LimitSubject & { scope: 'person' };

/** Chooses which of a person's two limits is edited. Each shows its load, since both apply. */
function AcrossField({
  board,
  value,
  onChange,
}: {
  board: Board;
  value: PersonSubject;
  onChange: (subject: PersonSubject) => void;
}) {
  const t = useTranslations();
  return (
    <div className={styles.reach}>
      <RadioGroup
        label={t('limits.person.across')}
        layout="row"
        choices={(['board', 'workspace'] as const).map((across) => {
          const limit = limitOf(board, { ...value, across });
          return {
            id: across,
            label: t(`limits.person.reach.${across}`),
            description: occupancyText(t, { limit, load: limit?.load ?? 0 }),
          };
        })}
        value={value.across}
        onChange={(across) => onChange({ ...value, across })}
      />
    </div>
  );
}

/** A limit for readers without permission to change it. */
function LimitSummary({
  board,
  subject,
  limit,
  name,
}: {
  board: Board;
  subject: LimitSubject;
  limit: Limit | null;
  name: string;
}) {
  const t = useTranslations();
  const isPerson = String(subject.scope === 'person');
  return (
    <div className={styles.read}>
      {limit ? (
        <>
          <p>{boundsText(t, limit)}</p>
          <TrialText limit={limit} />
          <p>{t(`limits.mode.${limit.mode}.meaning`, { isPerson })}</p>
          <LimitPreview board={board} subject={subject} facts={limit} name={name} />
        </>
      ) : (
        <p>{t('limits.summary.none')}</p>
      )}
      <p className={styles.soft}>{t('limits.summary.whoMay')}</p>
    </div>
  );
}
