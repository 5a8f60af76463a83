'use client';

import type { Override, Request } from '@weir/contract';
import { requesterName } from '@weir/words';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { Link } from '@/components/layout/link';
import { optionText } from '@/features/board/refusals/option-words';
import { RefusedNotice } from '@/features/board/refusals/refused-notice';
import { announce } from '@/lib/announce';
import type { AnyProblem } from '@/lib/api/result';
import { useWorkspace } from '@/lib/context/workspace';
import { useShortcuts } from '@/lib/keys/shortcuts';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { useWords } from '@/lib/words/use-words';
import { useIntake } from '../intake-context';
import { answerKinds, type Draft, letterOf, partsOf, valuesOf } from './answer-draft';
import styles from './answer-form.module.css';
import { ChooseKind } from './choose-kind';
import type { AnswerKind } from './kinds/answer-kind';
import { entryOf, limitsText, proposedCard } from './kinds/entry';
import { MessageField } from './kinds/fields';
import { LetterPreview } from './kinds/letter-preview';
import { useOtherBoards } from './kinds/redirect';
import { isTradePossible } from './kinds/trade';
import { ShortcutKeys } from './shortcuts';
import type { AnswerForm as Answer } from './use-answer-form';

/** `isFocused`: the page was opened to answer this request. */
type Props = {
  request: Request;
  form: Answer;
  /** Why it was refused after the form had been closed. */
  refused: AnyProblem | null;
  hasNext: boolean;
  isFocused: boolean;
};

const focusable = 'button, input:not([disabled]), textarea';
const chosenKind = 'input[type="radio"]:checked';
const enabledKind = 'input[type="radio"]:not([disabled])';

/** The answer to one request: its kind, its fields, and the letter that its requester will read. */
export function AnswerForm({ request, form, refused, hasNext, isFocused }: Props) {
  const t = useTranslations();
  const { board } = useIntake();
  const body = useRef<HTMLDivElement>(null);
  const kinds = useRef<HTMLDivElement>(null);
  const [isOverriding, setOverriding] = useState(false);
  const isChanged = useIsChanged(request);
  useEffect(() => {
    // Without scrolling: the request above it is read first.
    if (isFocused) kinds.current?.querySelector<HTMLElement>(enabledKind)?.focus({ preventScroll: true });
  }, [isFocused]);
  // Read early, so that the key for a redirect can focus the first board.
  useOtherBoards();

  const draft = form.values;
  const { kind } = draft;
  const problem = form.problem ?? (form.isPending ? null : refused);
  const card = proposedCard(draft, request);
  const entry = entryOf(board, card);
  const isFull = entry.broken.length > 0;
  const disabled: AnswerKind[] = [
    ...(isFull && !entry.isOverridable ? (['accept', 'acceptPart'] as const) : []),
    ...(isTradePossible(board, card.classOfService) ? [] : (['trade'] as const)),
  ];
  const needsOverride = (kind === 'accept' || kind === 'acceptPart') && entry.isOverridable;

  const chooseByKey = (choice: AnswerKind) => {
    if (disabled.includes(choice))
      return announce(
        choice === 'trade'
          ? t('answers.trade.unavailable')
          : t('answers.accept.unavailable', { why: limitsText(t, entry.broken) }),
      );
    form.set({ kind: choice });
    // For people who use the keyboard, the focus moves to the first field of that kind.
    requestAnimationFrame(() => body.current?.querySelector<HTMLElement>(focusable)?.focus());
  };
  const send = async (override?: Override) => {
    setOverriding(override !== undefined);
    return form.submit(override);
  };
  const sendByKey = () => {
    if (!needsOverride) send();
  };
  useShortcuts({
    ...Object.fromEntries(answerKinds.map((each) => [each.shortcut, () => chooseByKey(each.kind)])),
    'mod+enter': sendByKey,
  });

  return (
    <Form
      {...form.props}
      onSubmit={sendByKey}
      onEscape={() => kinds.current?.querySelector<HTMLElement>(chosenKind)?.focus()}
      label={t('answers.form.label')}
    >
      {isChanged && (
        <Notice
          tone="warn"
          role="status"
          title={t('answers.form.changedTitle', { name: requesterName(t, request.requester) })}
        >
          {t('answers.form.changedText')}
        </Notice>
      )}
      <ChooseKind
        ref={kinds}
        kind={kind}
        disabled={disabled}
        entry={entry}
        board={board}
        card={card}
        error={form.field('kind').error}
        onChoose={(choice) => form.set({ kind: choice })}
        onChoosePlace={(place) => form.set({ kind: kind === 'acceptPart' ? kind : 'accept', ...place })}
      />
      {kind && (
        <div ref={body} className={styles.body}>
          <KindFields request={request} form={form} draft={{ ...draft, kind }} />
        </div>
      )}
      {needsOverride && (
        <RefusedNotice
          limits={entry.broken}
          board={board}
          mayOverride
          action={t('answers.form.acceptAnyway')}
          onOverride={send}
        >
          {t('answers.form.acceptAnywayHelp')}
        </RefusedNotice>
      )}
      {problem && !isOverriding && <Refused problem={problem} />}
      <div className={styles.send}>
        <Button
          type="submit"
          variant="primary"
          isPending={form.isPending}
          isDisabled={kind === null || needsOverride}
        >
          {hasNext ? t('answers.form.submitAndNext') : t('answers.form.submit')}
        </Button>
        {kind === null || needsOverride ? (
          <span className={styles.hint}>
            {needsOverride ? t('answers.form.reasonFirst') : t('answers.form.chooseFirst')}
          </span>
        ) : (
          <kbd className={styles.kbd}>{t('answers.keys.sendKeys')}</kbd>
        )}
        <span className={styles.shortcuts}>
          <ShortcutKeys />
        </span>
      </div>
    </Form>
  );
}

type KindFieldsProps = { request: Request; form: Answer; draft: Draft & { kind: AnswerKind } };

/** The fields of the chosen kind, the message, and the preview. */
function KindFields({ request, form, draft }: KindFieldsProps) {
  const dates = useDates();
  const { me } = useWorkspace();
  const { board } = useIntake();
  const { Fields, Preview, isMessageOptional = false } = partsOf(draft.kind);
  const answer = { draft, request, board, dates };
  const letter = letterOf(answer, me);
  return (
    <>
      <Fields
        draft={draft}
        request={request}
        board={board}
        change={form.set}
        errorAt={(name) => form.field(name).error}
      />
      <MessageField
        kind={draft.kind}
        text={draft}
        values={valuesOf(answer)}
        isForOne
        isOptional={isMessageOptional}
        error={form.field('message').error}
        onChange={form.set}
      />
      {Preview ? (
        <Preview answering={answer} letter={letter} />
      ) : (
        <LetterPreview requester={request.requester} letter={letter} />
      )}
    </>
  );
}

/** Why the answer was refused. The request still waits, and what was typed is still there. */
function Refused({ problem }: { problem: AnyProblem }) {
  const { t, format } = useWords();
  const { slug } = useWorkspace();
  const { board } = useIntake();
  if (problem.code === 'precondition-failed')
    return (
      <ProblemNotice problem={problem}>
        <p>{t('answers.form.refusedChanged')}</p>
      </ProblemNotice>
    );
  if (problem.code !== 'wip-limit-reached') return <ProblemNotice problem={problem} />;
  return (
    <ProblemNotice problem={problem}>
      <p>{t('answers.form.refusedFull')}</p>
      {problem.options.length > 0 && (
        <ul className={styles.options}>
          {problem.options.map((option) => (
            <li key={`${option.kind} ${option.card.number}`}>
              {t.rich('answers.form.refusedOption', {
                ref: option.card.ref,
                title: option.card.title,
                option: optionText(t, (names) => format.list(names), board, option),
                card: (text: ReactNode) => (
                  <Link href={`/${slug}/${board.key}?card=${option.card.number}`}>{text}</Link>
                ),
              })}
            </li>
          ))}
        </ul>
      )}
    </ProblemNotice>
  );
}

/** Whether the requester changed the request since it was opened. A question and its reply are no change. */
function useIsChanged({ title, description, classOfService, neededBy }: Request): boolean {
  const text = JSON.stringify([title, description, classOfService, neededBy]);
  const seen = useRef(text);
  const [isChanged, setChanged] = useState(false);
  useEffect(() => {
    if (text !== seen.current) setChanged(true);
    seen.current = text;
  }, [text]);
  return isChanged;
}
