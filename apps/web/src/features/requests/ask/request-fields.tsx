'use client';

import type { ClassOfService } from '@weir/contract';
import { classesOfService } from '@weir/domain';
import type { ReactNode } from 'react';
import { fieldError } from '@/components/feedback/problem-notice';
import { DateField } from '@/components/form/date-field';
import { RadioGroup } from '@/components/form/radio-group';
import { TextArea, TextField } from '@/components/form/text-field';
import type { AnyProblem } from '@/lib/api/result';
import { classWords } from '../words';
import styles from './ask.module.css';
import type { RequestDraft } from './request-draft';

type Props = {
  draft: RequestDraft;
  onChange: (part: Partial<RequestDraft>) => void;
  problem: AnyProblem | null;
  today: string;
  /** Why a class may not be claimed now, by class. */
  shut?: Partial<Record<ClassOfService, string>>;
  /** What there is to say about the title, right below it. */
  children?: ReactNode;
};

/** What a request says: the same fields to ask and to correct. */
export function RequestFields({ draft, onChange, problem, today, shut = {}, children }: Props) {
  return (
    <>
      <TextField
        label="What do you need?"
        value={draft.title}
        onChange={(title) => onChange({ title })}
        error={fieldError(problem, 'title')}
        maxLength={400}
      />
      {children}
      <TextArea
        label="What for, and what would be enough?"
        optional
        rows={5}
        max={20_000}
        value={draft.description}
        onChange={(description) => onChange({ description })}
        error={fieldError(problem, 'description')}
      />
      <RadioGroup
        label="What kind of work is it?"
        description="A claim: whoever answers may decide otherwise."
        choices={classesOfService.map((id) => ({
          id,
          label: classWords[id].label,
          description: shut[id] ?? classWords[id].meaning,
          isDisabled: shut[id] !== undefined,
        }))}
        value={shut[draft.classOfService] === undefined ? draft.classOfService : null}
        onChange={(classOfService) => onChange({ classOfService })}
      />
      <div className={styles.day}>
        <DateField
          label="Needed by"
          optional={draft.classOfService !== 'fixedDate'}
          value={draft.neededBy}
          onChange={(neededBy) => onChange({ neededBy })}
          min={today}
          error={fieldError(problem, 'neededBy')}
        />
      </div>
    </>
  );
}
