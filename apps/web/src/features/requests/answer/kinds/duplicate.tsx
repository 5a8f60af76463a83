'use client';

import { useQuery } from '@tanstack/react-query';
import type { Board, Request } from '@weir/contract';
import { useState } from 'react';
import { fieldError } from '@/components/feedback/problem-notice';
import { RadioGroup } from '@/components/form/radio-group';
import { TextField } from '@/components/form/text-field';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';
import type { AnyProblem } from '@/lib/api/result';
import { openInWords } from '../../open-words';
import { useRequestContext } from '../../queue/use-request-context';
import type { Draft } from '../answer-draft';
import styles from '../answer-form.module.css';
import { numberIn, type Original, originals } from './originals';

type Props = {
  workspace: string;
  board: Board;
  request: Request;
  waiting: Request[];
  draft: Draft;
  problem: AnyProblem | null;
  onChange: (part: Partial<Draft>) => void;
};

/** Which request it repeats: one that is alike, one that waits, or any by its number. */
export function DuplicateFields({ workspace, board, request, waiting, draft, problem, onChange }: Props) {
  const context = useRequestContext(workspace, board.key, request);
  const offered = originals(request, context?.similar ?? [], waiting);
  const isOffered = offered.some(({ number }) => number === draft.of);
  const [typed, setTyped] = useState(draft.of && !isOffered ? String(draft.of) : '');
  const number = numberIn(typed, board.key);
  const missing = draft.of ? undefined : fieldError(problem, 'of');
  const named = useQuery({
    ...reading<Request>(paths.request(workspace, board.key, number ?? 0)),
    enabled: number !== null && number !== request.number,
  });
  return (
    <div className={styles.choosing}>
      {offered.length > 0 && (
        <RadioGroup
          label="It repeats"
          choices={offered.map((each) => ({
            id: String(each.number),
            label: `${each.ref} ${each.title}`,
            description: described(each, board.today),
          }))}
          value={isOffered ? String(draft.of) : null}
          onChange={(id) => {
            setTyped('');
            onChange({ of: Number(id) });
          }}
          {...(missing && { error: missing })}
        />
      )}
      <TextField
        label={offered.length > 0 ? 'Or another, by its number' : 'It repeats the request of this number'}
        optional={offered.length > 0}
        placeholder={`${board.key}-R…`}
        value={typed}
        onChange={(text) => {
          setTyped(text);
          onChange({ of: numberIn(text, board.key) });
        }}
        description={
          number === request.number
            ? 'That is this one.'
            : number !== null && named.data
              ? `${named.data.ref} ${named.data.title}`
              : undefined
        }
        error={
          fieldError(problem, 'of') && draft.of
            ? fieldError(problem, 'of')
            : number !== null && named.error
              ? `There is no ${board.key}-R${number} here.`
              : offered.length === 0
                ? missing
                : undefined
        }
      />
    </div>
  );
}

function described(original: Original, today: string): string {
  const { isAlike, requester } = original;
  const parts = [isAlike ? 'alike' : null, openInWords(original, today), requester];
  return parts.filter(Boolean).join(' · ');
}
