'use client';

import type { Board } from '@weir/contract';
import { aYearAfter, notNowReasons } from '@weir/domain';
import { FormRow } from '@/components/form';
import { fieldError } from '@/components/problem-notice';
import { Select } from '@/components/select';
import { TextArea } from '@/components/text-field';
import type { AnyProblem } from '@/lib/api/result';
import { type AnswerKind, type Draft, lackOf, shortestMessage, stillToWrite } from './answer-draft';
import { UntilField } from './until-field';
import { reasonWords } from './words';

type Props = {
  workspace: string;
  board: Board;
  draft: Draft & { kind: AnswerKind };
  problem: AnyProblem | null;
  onChange: (part: Partial<Draft>) => void;
};

const reasons = notNowReasons.map((id) => ({ id, label: reasonWords[id].label }));

/** Why not, in a code and in words; for a deferral the day from which they may ask again. */
export function NotNowFields({ workspace, board, draft, problem, onChange }: Props) {
  const { kind, reason, message, until } = draft;
  const lacking = lackOf(message);
  return (
    <>
      <FormRow>
        <Select
          label="Why"
          placeholder="Choose why"
          options={reasons}
          value={reason}
          onChange={(wish) => onChange({ reason: wish })}
          error={reason ? undefined : fieldError(problem, 'reason')}
        />
        {kind === 'defer' && (
          <UntilField
            workspace={workspace}
            boardKey={board.key}
            today={board.today}
            last={aYearAfter(board.today)}
            value={until}
            onChange={(day) => onChange({ until: day })}
            error={fieldError(problem, 'until')}
          />
        )}
      </FormRow>
      <TextArea
        label="What you tell them"
        rows={4}
        max={2000}
        value={message}
        onChange={(text) => onChange({ message: text })}
        description={
          message.trim() && lacking > 0
            ? stillToWrite(lacking)
            : `Say what would have to change. At least ${shortestMessage} characters.`
        }
        error={lacking > 0 ? fieldError(problem, 'message') : undefined}
      />
    </>
  );
}
