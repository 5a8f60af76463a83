import {
  BoardNumber,
  ClassOfService,
  NewRequest,
  PlainDate,
  Request,
  RequestDescription,
  RequestTitle,
} from '@weir/contract';
import { boardPath, onBoard, retried, type Tool, tool } from './tool.js';

export const intakeTools: readonly Tool[] = [
  tool({
    name: 'submit_request',
    title: 'Submit a request',
    toolset: 'intake',
    isReading: false,
    description:
      'Asks the team of a board for work. It waits for an answer, which is promised by a time. A full intake refuses, and says until when to wait.',
    input: onBoard.extend({
      title: RequestTitle,
      description: RequestDescription.optional(),
      classOfService: ClassOfService.optional(),
      neededBy: PlainDate.nullable().optional(),
      maxPrice: NewRequest.shape.maxPrice.describe(
        'Only where the workspace prices its intake: the most credits to pay. A higher price is refused, and the refusal says it; with 0 it does so without asking.',
      ),
      ...retried,
    }),
    output: Request,
    call: ({ workspace, board, idempotencyKey: key, ...body }) => ({
      method: 'POST',
      path: `${boardPath({ workspace, board })}/requests`,
      ...{ body, key },
    }),
  }),
  tool({
    name: 'get_request',
    title: 'Read a request',
    toolset: 'intake',
    isReading: true,
    description:
      'The state of a request: whether it waits, at which place and until when it is answered; its answer with the reason; and how far its work is.',
    input: onBoard.extend({ number: BoardNumber.describe('The number of the request: 7 of PLAT-R7.') }),
    output: Request,
    call: ({ workspace, board, number }) => ({
      method: 'GET',
      path: `${boardPath({ workspace, board })}/requests/${number}`,
    }),
  }),
];
