'use client';

import type { Board, Limit } from '@weir/contract';
import { limitSubjectKey } from '@weir/domain';
import { useState } from 'react';
import { FormMore } from '@/components/form/form';
import { RadioGroup } from '@/components/form/radio-group';
import { Dialog } from '@/components/overlay/dialog';
import { roomText } from '@/lib/board/capacity-words';
import { type LimitSubject, limitOf } from '@/lib/board/limit-subjects';
import { useLimitNames } from '../limit-names';
import styles from './limit-editor.module.css';
import { LimitForm } from './limit-form';
import { LimitPreview } from './limit-preview';
import { boundsSaid, countingOf, modeMeans } from './limit-words';

export type LimitEditorProps = {
  workspace: string;
  board: Board;
  /** What is limited; `limit` is the one that stands on it now, if any. */
  subject: LimitSubject;
  limit: Limit | null;
  /** False: it is read out, with who may change it. */
  mayChange?: boolean;
  onClose: () => void;
};

/** The one editor of any limit, dialog where its number is seen. A column’s leads on to one that it shares with others. */
export function LimitEditor({
  workspace,
  board,
  subject: dialog,
  limit: given,
  mayChange = true,
  onClose,
}: LimitEditorProps) {
  const [subject, setSubject] = useState(dialog);
  const limit = subject === dialog ? given : limitOf(board, subject);
  const name = useLimitNames(workspace, board)(subject);
  const isNewGroup = subject.scope === 'columns' && subject !== dialog;
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={isNewGroup ? `${name} and others: one limit` : `Limit of ${name}`}
      lead={countingOf(subject)}
      size="small"
    >
      {subject.scope === 'person' && <AcrossField board={board} value={subject} onChange={setSubject} />}
      {mayChange ? (
        <LimitForm
          key={limitSubjectKey(subject)}
          workspace={workspace}
          board={board}
          subject={subject}
          limit={limit}
          name={isNewGroup ? 'these columns' : name}
          onClose={onClose}
        >
          {subject.scope === 'column' && board.columns.length > 1 && (
            <FormMore onPress={() => setSubject({ scope: 'columns', columnIds: [subject.columnId] })}>
              Share a limit with other columns…
            </FormMore>
          )}
        </LimitForm>
      ) : (
        <LimitSummary board={board} subject={subject} limit={limit} name={name} />
      )}
    </Dialog>
  );
}

/** A limit as those read it who may not change it. */
export function LimitSummary({
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
  return (
    <div className={styles.read}>
      {limit ? (
        <>
          <p>
            {subject.scope === 'person' ? 'They hold' : 'It holds'} {boundsSaid(limit)}.{' '}
            {modeMeans(limit.mode, subject)}
          </p>
          <LimitPreview
            board={board}
            subject={subject}
            facts={limit}
            who={subject.scope === 'person' ? name : undefined}
          />
        </>
      ) : (
        <p>Nothing limits it.</p>
      )}
      <p className={styles.soft}>Owners and managers set limits.</p>
    </div>
  );
}

type OfPerson = LimitSubject & { scope: 'person' };

const reaches = [
  { across: 'board', label: 'This board' },
  { across: 'workspace', label: 'All boards' },
] as const;

/** Which of a person's two limits is looked at; each says how it stands, since both hold. */
export function AcrossField({
  board,
  value,
  onChange,
}: {
  board: Board;
  value: OfPerson;
  onChange: (subject: OfPerson) => void;
}) {
  return (
    <div className={styles.reach}>
      <RadioGroup
        label="Over"
        layout="row"
        choices={reaches.map(({ across, label }) => {
          const limit = limitOf(board, { ...value, across });
          return {
            id: across,
            label,
            description: limit ? roomText({ limit, load: limit.load }) : 'no limit',
          };
        })}
        value={value.across}
        onChange={(across) => onChange({ ...value, across })}
      />
    </div>
  );
}
