import { answersOf } from './acknowledged.js';
import type { RecordedBoard } from './recorded-board.js';
import type { Fault } from './verdict.js';

/** The document of a request that its requester gets. */
export type ReadRequest = {
  number: number;
  answer: { kind: string; reason: string | null; message: string | null } | null;
};

/** The kinds of answers that need a reason and a message. */
const notNow = ['decline', 'defer', 'expired', 'shed', 'trade'];

/** Finds requests with two answers, with another answer than their requester reads, and a "not now" without a reason or a message. */
export function answerFaults(board: RecordedBoard, requests: readonly ReadRequest[]): Fault[] {
  const { key } = board;
  const given = answersOf(board);
  const twice = [...given].flatMap(([number, answers]): Fault[] =>
    answers.length === 1
      ? []
      : [
          {
            text: `${key}: request ${number} has ${answers.length} answers: ${answers.map(({ kind, seq }) => `${kind} (event ${seq})`).join(', ')}`,
            board: key,
            seq: answers[1]!.seq,
          },
        ],
  );
  const read = requests.flatMap(({ number, answer }): Fault[] => {
    const recorded = given.get(number)?.at(-1);
    const at = { board: key, ...(recorded && { seq: recorded.seq }) };
    if (recorded?.kind !== answer?.kind)
      return [
        {
          text: `${key}: request ${number} was answered with ${recorded?.kind ?? 'nothing'}, and its requester reads ${answer?.kind ?? 'nothing'}`,
          ...at,
        },
      ];
    if (answer && notNow.includes(answer.kind) && (!answer.reason || !answer.message?.trim()))
      return [
        {
          text: `${key}: request ${number} got "${answer.kind}" without a reason that its requester can read`,
          ...at,
        },
      ];
    return [];
  });
  return [...twice, ...read];
}
