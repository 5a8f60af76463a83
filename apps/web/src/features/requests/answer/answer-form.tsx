'use client';

import type { Answer, Board, Override, Request, User } from '@weir/contract';
import { useRef } from 'react';
import { Notice } from '@/components/feedback/notice';
import { fieldError, ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { RefusedNotice } from '@/features/board/refusals/refused-notice';
import { announce } from '@/lib/announce';
import { type AnswerKind, type Draft, wishOf, written } from './answer-draft';
import styles from './answer-form.module.css';
import { AnswerRefused } from './answer-refused';
import { AnswerKinds } from './choose-kind';
import keys from './keys.module.css';
import { entryOf } from './kinds/entry';
import { AnswerFields } from './kinds/fields';
import { valuesFor } from './kinds/message-values';
import { Preview } from './kinds/preview';
import { leavesBoard, trades } from './kinds/trades';
import { ShortcutKeys } from './shortcut-keys';
import { useShortcuts } from './shortcuts';
import { useChanged } from './use-changed';
import { useOtherBoards } from './use-other-boards';
import { useSending } from './use-sending';

type Props = {
  me: User;
  workspace: string;
  board: Board;
  request: Request;
  waiting: Request[];
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
  onAnswered: (request: Request) => void;
  onAnsweredBefore: (answer: Answer) => void;
  hasNext: boolean;
};

const fields = ['kind', 'reason', 'message', 'until', 'displaces', 'of', 'board'];

const focusable = 'button, input:not([disabled]), textarea';
const chosenKind = 'input[type="radio"]:checked';

/** The answer, chosen and never preset: which, why, and in words; with what its requester will read. */
export function AnswerForm({ me, workspace, board, request, waiting, draft, onChange, ...told }: Props) {
  const sending = useSending(workspace, board.key, request, told);
  const { problem, isPending } = sending;
  const body = useRef<HTMLDivElement>(null);
  const kinds = useRef<HTMLDivElement>(null);
  const isChanged = useChanged(request);
  // Read before they are wanted: the key that redirects goes on to them.
  useOtherBoards(workspace, board.key);

  const { kind } = draft;
  const wish = wishOf(draft, request);
  const entry = entryOf(board, wish);
  const needsDate = kind === 'trade' && leavesBoard(board, draft.displaces, wish.classOfService);
  const mayTrade = trades(board, wish.classOfService, new Date()).some(({ why }) => why === null);
  const values = valuesFor(request, board, kind === 'defer' || needsDate ? draft.until : '');
  const choose = (choice: AnswerKind) => {
    if (choice === 'accept' && entry.why && !entry.isPassable) return announce(entry.why);
    if (choice === 'trade' && !mayTrade) return announce('No card can make way for it.');
    onChange({ kind: choice });
    sending.forget();
    // By key the hands stay where they are: on to what comes next.
    requestAnimationFrame(() => body.current?.querySelector<HTMLElement>(focusable)?.focus());
  };

  const send = (override?: Override) =>
    sending.send(written(draft, board.today, { lane: entry.swimlaneId, needsDate, values }), override);
  const needsReason = kind === 'accept' && entry.isPassable;

  useShortcuts({
    a: () => choose('accept'),
    t: () => choose('trade'),
    d: () => choose('defer'),
    n: () => choose('decline'),
    u: () => choose('duplicate'),
    r: () => choose('redirect'),
    'mod+enter': () => needsReason || send(),
  });

  return (
    <Form
      onSubmit={() => needsReason || send()}
      onEscape={() => kinds.current?.querySelector<HTMLElement>(chosenKind)?.focus()}
      label="Your answer"
    >
      {isChanged && (
        <Notice tone="warn" role="status" title={`${request.requester.name} changed this request just now`}>
          What stands above is what they ask for now.
        </Notice>
      )}
      <AnswerKinds
        ref={kinds}
        kind={kind}
        entry={entry}
        board={board}
        wish={wish}
        mayTrade={mayTrade}
        error={fieldError(problem, 'kind')}
        onChoose={(choice) => onChange({ kind: choice })}
        onChoosePlace={(place) => onChange({ kind: 'accept', ...place })}
      />
      {kind && (
        <div ref={body} className={styles.body}>
          <AnswerFields
            workspace={workspace}
            board={board}
            request={request}
            waiting={waiting}
            draft={{ ...draft, kind }}
            entry={entry}
            needsDate={needsDate}
            values={values}
            problem={problem}
            onChange={onChange}
          />
          <Preview
            me={me}
            workspace={workspace}
            request={request}
            board={board}
            draft={{ ...draft, kind }}
            values={values}
            needsDate={needsDate}
          />
        </div>
      )}
      {needsReason && (
        <RefusedNotice
          limits={entry.limits}
          board={board}
          mayOverride
          action="Accept it all the same"
          onOverride={send}
        >
          Make room first, choose another column, or say why it can’t wait.
        </RefusedNotice>
      )}
      {problem && problem.code !== 'invalid-input' && (
        <AnswerRefused problem={problem} workspace={workspace} board={board} />
      )}
      {problem?.code === 'invalid-input' && problem.errors.some(({ path }) => !fields.includes(path)) && (
        <ProblemNotice problem={problem} shown={fields} />
      )}
      <div className={styles.send}>
        <Button
          type="submit"
          variant="primary"
          isPending={isPending}
          isDisabled={kind === null || needsReason}
        >
          {told.hasNext ? 'Answer and go to the next' : 'Answer'}
        </Button>
        {kind === null || needsReason ? (
          <span className={styles.hint}>
            {needsReason
              ? 'It is full there: nothing goes out without a reason.'
              : 'Choose an answer; nothing goes out before you send it.'}
          </span>
        ) : (
          <kbd className={keys.kbd}>Ctrl + Enter</kbd>
        )}
        <span className={styles.keys}>
          <ShortcutKeys />
        </span>
      </div>
    </Form>
  );
}
