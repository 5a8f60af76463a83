import { ClassOfService, PlainDate, Request, RequestDescription, RequestTitle } from '@weir/contract';
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
      ...retried,
    }),
    output: Request,
    call: ({ workspace, board, idempotencyKey: key, ...body }) => ({
      method: 'POST',
      path: `${boardPath({ workspace, board })}/requests`,
      ...{ body, key },
    }),
  }),
];
