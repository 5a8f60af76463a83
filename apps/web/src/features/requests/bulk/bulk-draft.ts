import {
  type Board,
  NewAnswers,
  type NotNowReason,
  type Problem,
  problem,
  type Request,
} from '@weir/contract';
import { fillTemplate } from '@weir/domain';
import { invalidInput } from '@/lib/api/result';
import { missingDay, missingWords } from '../answer/answer-draft';
import { valuesFor } from '../answer/kinds/message-values';

/** One “not now” to several, as it is being written; `until` counts for a deferral. */
export type BulkDraft = {
  kind: 'defer' | 'decline';
  reason: NotNowReason | null;
  message: string;
  until: string;
};

export const noBulkDraft: BulkDraft = { kind: 'defer', reason: null, message: '', until: '' };

type Around = Pick<Board, 'name' | 'today' | 'timeZone'>;
type WriteResult = { ok: true; answers: NewAnswers } | { ok: false; problem: Problem };

/** What each of them will read. */
export function messageTo(request: Request, { message, kind, until }: BulkDraft, board: Around): string {
  return fillTemplate(message, valuesFor(request, board, kind === 'defer' ? until : ''));
}

/** An answer to each, or what the draft still lacks; nothing is written before it suits all of them. */
export function writtenToAll(draft: BulkDraft, requests: readonly Request[], board: Around): WriteResult {
  const { kind, reason, until } = draft;
  const day = kind === 'defer' ? until : '';
  const wrong = requests.map((each) => missingWords(draft.message, valuesFor(each, board, day)));
  const errors = [
    ...(reason ? [] : [{ path: 'reason', message: 'Choose why.' }]),
    ...(kind === 'defer' ? missingDay(until, board.today) : []),
    ...(wrong.find((lacks) => lacks.length > 0) ?? []),
  ];
  if (errors.length > 0)
    return { ok: false, problem: problem('invalid-input', 'Nothing was sent yet.', { errors }) };
  const answers = requests.map((request) => ({
    request: request.number,
    answer: { kind, reason, message: messageTo(request, draft, board), ...(kind === 'defer' && { until }) },
  }));
  const parsed = NewAnswers.safeParse({ answers });
  return parsed.success
    ? { ok: true, answers: parsed.data }
    : { ok: false, problem: invalidInput(parsed.error) };
}

/** The request that a refusal of several answers is about, where it names one. */
export function aboutWhich(refused: object & { code: string }, requests: readonly Request[]): Request | null {
  if ('request' in refused) return requests.find(({ number }) => number === refused.request) ?? null;
  if (!('errors' in refused)) return null;
  const [first] = refused.errors as { path: string }[];
  const at = /^answers\.(\d+)\./.exec(first?.path ?? '')?.[1];
  return at === undefined ? null : (requests[Number(at)] ?? null);
}
