'use client';

import { useQuery } from '@tanstack/react-query';
import type { OriginalAnswer, Request, SimilarRequest } from '@weir/contract';
import { requesterName } from '@weir/words';
import { useState } from 'react';
import { RadioGroup } from '@/components/choice/radio-group';
import { TextField } from '@/components/form/text-field';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useIntake, useRequestContext } from '../../intake-context';
import { useOpenState } from '../../use-open-state';
import type { AnswerKindParts, KindFieldsProps, KindPreviewProps } from './answer-kind';
import styles from './kinds.module.css';
import { LetterPreview } from './letter-preview';

export type DuplicateDraft = {
  /** The number of the original request. */
  of: number | null;
};

/** The same was requested before: the answer to the original counts for both. */
export const duplicate: AnswerKindParts<DuplicateDraft> = {
  kind: 'duplicate',
  shortcut: 'u',
  draft: { of: null },
  isMessageOptional: true,
  Fields,
  faults: ({ draft: { of } }) => (of ? [] : [{ path: 'of', code: 'of' }]),
  body: ({ draft: { of } }) => ({ of }),
  letter: ({ draft: { of }, board }) =>
    of ? { duplicateOf: { number: of, ref: `${board.key}-R${of}` } } : {},
  Preview,
};

/** A request that another may be a duplicate of. */
export type Original = Pick<SimilarRequest, 'number' | 'ref' | 'answer'> & {
  title: string;
  requester: Request['requester'] | null;
  isSimilar: boolean;
};

const mostOffered = 6;

/** What a request may be a duplicate of: similar ones first, then what else waits, oldest first. */
export function originals(
  request: Pick<Request, 'number'>,
  similar: readonly SimilarRequest[],
  waiting: readonly Request[],
): Original[] {
  const requesterOf = (number: number) => waiting.find((each) => each.number === number)?.requester ?? null;
  const alike = similar.map(({ number, ref, answer, title }) => {
    return { number, ref, answer, title: title ?? '', requester: requesterOf(number), isSimilar: true };
  });
  const others = waiting
    .filter(({ number }) => !alike.some((each) => each.number === number))
    .toSorted((one, other) => one.number - other.number)
    .map(({ number, ref, title, requester }) => {
      return { number, ref, answer: null, title, requester, isSimilar: false };
    });
  return [...alike, ...others].filter(({ number }) => number !== request.number).slice(0, mostOffered);
}

/** The number in “79”, “R79” or “PLAT-R79”; null where the text names no request of this board. */
export function numberIn(text: string, boardKey: string): number | null {
  const found = /^(?:(?:([a-z][a-z0-9]*)-)?r)?0*([1-9]\d{0,8})$/i.exec(text.trim());
  if (!found || (found[1] && found[1].toUpperCase() !== boardKey)) return null;
  return Number(found[2]);
}

function Fields({ draft, request, board, change, errorAt }: KindFieldsProps<DuplicateDraft>) {
  const t = useTranslations();
  const openState = useOpenState();
  const { waiting } = useIntake();
  const similar = useRequestContext(request)?.similar ?? [];
  const offered = originals(request, similar, waiting);
  const isOffered = offered.some(({ number }) => number === draft.of);
  const [typed, setTyped] = useState(draft.of && !isOffered ? String(draft.of) : '');
  const number = numberIn(typed, board.key);
  const { slug } = useWorkspace();
  const named = useQuery({
    ...reading<Request>(requestPaths.request(slug, board.key, number ?? 0)),
    enabled: number !== null && number !== request.number,
  });
  const isMissing = draft.of === null;
  const error = errorAt('of');
  return (
    <div className={styles.choosing}>
      {offered.length > 0 && (
        <RadioGroup
          label={t('answers.duplicate.of')}
          choices={offered.map((each) => ({
            id: String(each.number),
            label: `${each.ref} ${each.title}`,
            description: [
              each.isSimilar && t('answers.duplicate.similar'),
              openState(each),
              each.requester && requesterName(t, each.requester),
            ]
              .filter(Boolean)
              .join(' · '),
          }))}
          value={isOffered ? String(draft.of) : null}
          onChange={(id) => {
            setTyped('');
            change({ of: Number(id) });
          }}
          error={isMissing ? error : undefined}
        />
      )}
      <TextField
        label={offered.length > 0 ? t('answers.duplicate.otherNumber') : t('answers.duplicate.number')}
        optional={offered.length > 0}
        placeholder={`${board.key}-R…`}
        value={typed}
        onChange={(text) => {
          setTyped(text);
          change({ of: numberIn(text, board.key) });
        }}
        description={
          number === request.number
            ? t('answers.duplicate.itself')
            : number !== null && named.data
              ? `${named.data.ref} ${named.data.title}`
              : undefined
        }
        error={
          number !== null && named.error
            ? t('answers.duplicate.notFound', { ref: `${board.key}-R${number}` })
            : isMissing && offered.length > 0
              ? undefined
              : error
        }
      />
    </div>
  );
}

/** The letter also quotes the answer that the original has already. */
function Preview({ answering, letter }: KindPreviewProps<DuplicateDraft>) {
  const { request, board, draft } = answering;
  const { slug } = useWorkspace();
  const { data } = useQuery({
    ...reading<Request>(requestPaths.request(slug, board.key, draft.of ?? 0)),
    enabled: draft.of !== null,
  });
  const standing = draft.of !== null && data ? standingAnswer(data) : null;
  return (
    <LetterPreview
      requester={request.requester}
      letter={standing ? { ...letter, answer: { ...letter.answer, standing } } : letter}
    />
  );
}

function standingAnswer({ answer, card }: Request): OriginalAnswer | null {
  if (!answer) return null;
  const { kind, reason, message, until = null, at } = answer;
  return { kind, reason, message, until, card: card?.ref ?? null, at };
}
