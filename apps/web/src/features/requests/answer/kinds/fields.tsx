'use client';

import type { Board, Request } from '@weir/contract';
import type { TemplateValues } from '@weir/domain';
import { fieldError } from '@/components/feedback/problem-notice';
import { FormRow } from '@/components/form/form';
import type { AnyProblem } from '@/lib/api/result';
import type { AnswerKind, Draft } from '../answer-draft';
import { ClassField } from '../class-field';
import { MessageField } from '../message-field';
import { ReasonField } from '../reason-field';
import { AcceptFields } from './accept';
import { UntilField } from './defer';
import { DuplicateFields } from './duplicate';
import type { Entry } from './entry';
import { RedirectFields } from './redirect';
import { TradeFields } from './trade';

export type AnswerFieldsProps = {
  workspace: string;
  board: Board;
  request: Request;
  waiting: Request[];
  draft: Draft & { kind: AnswerKind };
  entry: Entry;
  /** Of a trade: the card that makes way would leave the board. */
  needsDate: boolean;
  values: TemplateValues;
  problem: AnyProblem | null;
  onChange: (part: Partial<Draft>) => void;
};

/** What an answer of the chosen kind says: what it does, why, and in words. */
export function AnswerFields(props: AnswerFieldsProps) {
  const { workspace, board, draft, values, problem, onChange } = props;
  const { kind, message, reason } = draft;
  return (
    <>
      <Does {...props} />
      <MessageField
        workspace={workspace}
        board={board}
        kind={kind === 'duplicate' ? null : kind}
        words={{ message, reason }}
        values={values}
        isForOne
        isOptional={kind === 'accept' || kind === 'duplicate'}
        error={fieldError(problem, 'message')}
        onChange={onChange}
      />
    </>
  );
}

function Does(props: AnswerFieldsProps) {
  const { kind } = props.draft;
  switch (kind) {
    case 'accept':
      return <AcceptFields {...props} />;
    case 'trade':
      return (
        <>
          <TradeFields {...props} />
          {props.needsDate && <Until {...props} label="What makes way may be asked for again from" />}
          <WhyAndWhen {...props} />
        </>
      );
    case 'duplicate':
      return <DuplicateFields {...props} />;
    case 'redirect':
      return <RedirectFields {...props} />;
    default:
      return <WhyAndWhen {...props} />;
  }
}

function WhyAndWhen(props: AnswerFieldsProps) {
  const { request, draft, problem, onChange } = props;
  const { kind, reason } = draft;
  return (
    <FormRow>
      <ReasonField value={reason} problem={problem} onChange={(wish) => onChange({ reason: wish })} />
      {kind === 'trade' && <ClassField request={request} draft={draft} onChange={onChange} />}
      {kind === 'defer' && <Until {...props} />}
    </FormRow>
  );
}

function Until({
  workspace,
  board,
  draft,
  problem,
  onChange,
  label,
}: AnswerFieldsProps & { label?: string }) {
  return (
    <UntilField
      workspace={workspace}
      board={board}
      value={draft.until}
      onChange={(until) => onChange({ until })}
      error={fieldError(problem, 'until')}
      {...(label && { label })}
    />
  );
}
