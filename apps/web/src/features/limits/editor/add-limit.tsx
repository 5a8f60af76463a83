'use client';

import type { Board } from '@weir/contract';
import { scopeKey } from '@weir/domain';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { Glyph } from '@/components/glyph';
import { Notice } from '@/components/notice';
import { Select } from '@/components/select';
import { type LimitSubject, limitOf } from '@/lib/board/limits-of';
import styles from './limit-editor.module.css';
import { LimitForm } from './limit-form';
import { countingOf, limitSaid, scopeWords } from './limit-words';
import { SubjectFields } from './subject-fields';
import { useNames } from './use-limit-names';

type Props = { workspace: string; board: Board };

/** A limit on anything that can be limited: first on what, then how much. */
export function AddLimit(props: Props) {
  return (
    <Dialog
      title="Add a limit"
      size="small"
      trigger={
        <Button size="small">
          <Glyph name="plus" size={12} /> Add a limit
        </Button>
      }
    >
      {(close) => <AddForm {...props} onClose={close} />}
    </Dialog>
  );
}

const scopes: LimitSubject['scope'][] = [
  'columns',
  'column',
  'swimlane',
  'person',
  'board',
  'classOfService',
];

function AddForm({ workspace, board, onClose }: Props & { onClose: () => void }) {
  const nameOf = useNames(workspace, board);
  const [scope, setScope] = useState<LimitSubject['scope'] | null>(null);
  const [subject, setSubject] = useState<LimitSubject | null>(null);
  const limit = subject && limitOf(board, subject);
  const choose = (wish: LimitSubject['scope']) => {
    setScope(wish);
    setSubject(
      wish === 'board' ? { scope: 'board' } : wish === 'columns' ? { scope: 'columns', columnIds: [] } : null,
    );
  };
  return (
    <div className={styles.add}>
      <Select
        label="On what"
        placeholder="Choose"
        options={scopes.map((id) => ({
          id,
          label: scopeWords[id],
          isDisabled: id === 'swimlane' && board.swimlanes.length === 0,
          description:
            id === 'swimlane' && board.swimlanes.length === 0 ? 'This board has no swimlanes' : undefined,
        }))}
        value={scope}
        onChange={choose}
      />
      {scope && (
        <SubjectFields
          workspace={workspace}
          board={board}
          scope={scope}
          value={subject}
          onChange={setSubject}
        />
      )}
      {subject && (
        <>
          <p className={styles.soft}>{countingOf(subject)}</p>
          {limit && (
            <Notice tone="info" title={`${nameOf(subject)} has a limit already`}>
              {limitSaid(limit)}. What you set here changes it.
            </Notice>
          )}
          <LimitForm
            key={`${scopeKey(subject)} ${limit?.id}`}
            workspace={workspace}
            board={board}
            subject={subject}
            limit={limit}
            name={scope === 'columns' ? 'these columns' : nameOf(subject)}
            onClose={onClose}
          />
        </>
      )}
    </div>
  );
}
