'use client';

import type { Board, Limit } from '@weir/contract';
import { scopeKey } from '@weir/domain';
import { useState } from 'react';
import { Dialog } from '@/components/dialog';
import { FormMore } from '@/components/form';
import { type LimitSubject, limitOf } from '@/lib/board/limits-of';
import { LimitForm } from './limit-form';
import { LimitRead } from './limit-summary';
import { countingOf } from './limit-words';
import { ReachField } from './reach-field';
import { useNames } from './use-limit-names';

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

/** The one editor of any limit, opened where its number is seen. A column’s leads on to one that it shares with others. */
export function LimitEditor({
  workspace,
  board,
  subject: opened,
  limit: given,
  mayChange = true,
  onClose,
}: LimitEditorProps) {
  const [subject, setSubject] = useState(opened);
  const limit = subject === opened ? given : limitOf(board, subject);
  const name = useNames(workspace, board)(subject);
  const isNewGroup = subject.scope === 'columns' && subject !== opened;
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={isNewGroup ? `${name} and others: one limit` : `Limit of ${name}`}
      lead={countingOf(subject)}
      size="small"
    >
      {subject.scope === 'person' && <ReachField board={board} value={subject} onChange={setSubject} />}
      {mayChange ? (
        <LimitForm
          key={scopeKey(subject)}
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
        <LimitRead board={board} subject={subject} limit={limit} name={name} />
      )}
    </Dialog>
  );
}
