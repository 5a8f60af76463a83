import { type Board, NewAnswers, type Problem, problem, type Request } from '@weir/contract';
import { fillTemplate } from '@weir/domain';
import { invalidInput } from '@/lib/api/result';
import type { Replenishing } from '../../replenish/plan';
import { missingWords } from '../answer-draft';
import { valuesFor } from './message-values';

type WriteResult = { ok: true; value: NewAnswers } | { ok: false; problem: Problem };

/** The answers that let the chosen ones in, each into the place that was shown and with the same words filled in. */
export function entering(
  { candidates }: Replenishing,
  chosen: readonly Request[],
  message: string,
  board: Pick<Board, 'name' | 'timeZone'>,
): WriteResult {
  const errors = chosen
    .map((request) => missingWords(message, valuesFor(request, board, ''), true))
    .find((lacks) => lacks.length > 0);
  if (errors) return { ok: false, problem: problem('invalid-input', 'Nothing was sent yet.', { errors }) };
  const answers = chosen.map((request) => {
    const entry = candidates.find((each) => each.request.number === request.number)?.entry;
    const words = fillTemplate(message, valuesFor(request, board, ''));
    return {
      request: request.number,
      answer: {
        kind: 'accept',
        ...(entry && { columnId: entry.column.id, swimlaneId: entry.swimlaneId }),
        ...(words.trim() && { message: words }),
      },
    };
  });
  const parsed = NewAnswers.safeParse({ answers });
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, problem: invalidInput(parsed.error) };
}
