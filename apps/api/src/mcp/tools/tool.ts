import { BoardKey, BoardNumber, LeaseToken, WorkspaceSlug } from '@weir/contract';
import { z } from 'zod';
import type { ApiCall } from '../api-calls.js';

export const toolsets = ['read', 'cards', 'intake'] as const;
export type Toolset = (typeof toolsets)[number];

/** A tool is one call of the API. `shape` makes the structured result of the answer's body, where that is too much. */
export type Tool = {
  name: string;
  title: string;
  toolset: Toolset;
  description: string;
  input: z.ZodObject;
  output: z.ZodType<Record<string, unknown>>;
  isReading: boolean;
  isDestructive?: boolean;
  call(input: never): ApiCall;
  shape?(body: unknown): Record<string, unknown>;
};

/** Types the call of a tool by its input. */
export function tool<Input extends z.ZodObject>(
  definition: Omit<Tool, 'input' | 'call'> & {
    input: Input;
    call(input: z.infer<Input> & { workspace: string }): ApiCall;
  },
): Tool {
  return definition as unknown as Tool;
}

export const inWorkspace = z.strictObject({
  workspace: WorkspaceSlug.optional().describe(
    'The slug of the workspace; not needed where the token has one.',
  ),
});
export const onBoard = inWorkspace.extend({
  board: BoardKey.describe('The key of the board, such as PLAT.'),
});
export const ofCard = onBoard.extend({
  number: BoardNumber.describe('The number of the card: 12 of PLAT-12.'),
});

/** A write can be repeated: the same key takes effect once. */
export const retried = {
  idempotencyKey: z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/)
    .optional()
    .describe('A key of your own; the same call with the same key takes effect once.'),
};
export const withLease = {
  lease: LeaseToken.optional().describe('The token of your claim of this card, if you have claimed it.'),
};

export function boardPath({ workspace, board }: { workspace: string; board: string }): string {
  return `/v1/workspaces/${encodeURIComponent(workspace)}/boards/${encodeURIComponent(board)}`;
}
