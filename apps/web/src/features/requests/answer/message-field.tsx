'use client';

import type { AnswerTemplate, Board } from '@weir/contract';
import { fillTemplate, type TemplateValues } from '@weir/domain';
import { TextArea } from '@/components/form/text-field';
import { TemplateMenu } from '../templates/template-menu';
import { lackOf, shortestMessage, stillToWrite } from './answer-draft';
import styles from './answer-form.module.css';
import { unfilledSaid } from './kinds/message-values';

type Words = { reason: AnswerTemplate['reason']; message: string };
type Props = {
  workspace: string;
  board: Pick<Board, 'key'>;
  kind: AnswerTemplate['kind'] | null;
  words: Words;
  /** What fills the variables in it. */
  values: TemplateValues;
  /** To one person: a template's variables become words at once, but for the day, which may still change. */
  isForOne?: boolean;
  /** An answer that speaks for itself may go without. */
  isOptional?: boolean;
  error?: string | undefined;
  onChange: (words: Partial<Words>) => void;
};

const hints: Record<NonNullable<Props['kind']>, string> = {
  accept: '',
  trade: 'Both of them read this: why one comes before the other.',
  defer: 'Say what would have to change.',
  decline: 'Say what would have to change.',
  redirect: 'Say why it is theirs to answer.',
};

/** What the requester will read, by hand or from a template; what nothing fills in is pointed out as it is typed. */
export function MessageField({ workspace, board, kind, words, values, error, onChange, ...how }: Props) {
  const { isForOne = false, isOptional = false } = how;
  const { message } = words;
  const left = unfilledSaid(message, values);
  const lacking = lackOf(fillTemplate(message, values));
  const help = isOptional
    ? undefined
    : message.trim() && lacking > 0
      ? stillToWrite(lacking)
      : `${hints[kind ?? 'decline']} At least ${shortestMessage} characters.`;
  return (
    <div className={styles.words}>
      <TextArea
        label="What you tell them"
        optional={isOptional}
        rows={isOptional ? 3 : 4}
        max={2000}
        value={message}
        onChange={(text) => onChange({ message: text })}
        description={help}
        error={left ?? (isOptional || lacking === 0 ? undefined : error)}
      />
      {kind && (
        <div className={styles.templates}>
          <TemplateMenu
            workspace={workspace}
            boardKey={board.key}
            kind={kind}
            words={words}
            onChoose={({ message: text, reason }) =>
              onChange({
                message: isForOne ? fillTemplate(text, { ...values, until: null }) : text,
                ...(reason && { reason }),
              })
            }
          />
        </div>
      )}
    </div>
  );
}
