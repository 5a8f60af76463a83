import {
  BoardNumber,
  Card,
  CardReason,
  CardTitle,
  Claim,
  ClassOfService,
  Comment,
  Half,
  Id,
  LeaseSeconds,
  LeaseToken,
  longestClaimWait,
  ToRequester,
} from '@weir/contract';
import { z } from 'zod';
import { boardPath, ofCard, onBoard, retried, type Tool, tool, withLease } from './tool.js';

const held = { lease: LeaseToken.describe('The token of your claim.') };

export const cardTools: readonly Tool[] = [
  tool({
    name: 'create_card',
    title: 'Create a card',
    toolset: 'cards',
    isReading: false,
    description:
      'A new card, in the first queue column unless columnId names another. Refused where that is full.',
    input: onBoard.extend({
      title: CardTitle,
      description: z.string().max(20_000).optional(),
      columnId: Id.optional(),
      classOfService: ClassOfService.optional(),
      ...retried,
    }),
    output: Card,
    call: ({ workspace, board, idempotencyKey: key, ...body }) => ({
      method: 'POST',
      path: `${boardPath({ workspace, board })}/cards`,
      ...{ body, key },
    }),
  }),
  tool({
    name: 'move_card',
    title: 'Move a card',
    toolset: 'cards',
    isReading: false,
    description:
      'To the end of a column, before or after one of its cards, or into the place of another card (swapWith, which needs no room). It ends the claim of the card.',
    input: ofCard.extend({
      columnId: Id.optional(),
      before: BoardNumber.optional(),
      after: BoardNumber.optional(),
      half: Half.optional(),
      swapWith: BoardNumber.optional(),
      toRequester: ToRequester.optional().describe(
        'What the requester reads. Needed if accepted work goes back to a queue, else it is refused with accepted-work.',
      ),
      ...withLease,
      ...retried,
    }),
    output: Card,
    call: ({ workspace, board, number, lease, idempotencyKey: key, ...body }) => ({
      method: 'PUT',
      path: `${boardPath({ workspace, board })}/cards/${number}/position`,
      ...{ body, lease, key },
    }),
  }),
  tool({
    name: 'comment_on_card',
    title: 'Comment on a card',
    toolset: 'cards',
    isReading: false,
    description: 'What you found or did, for the people who follow the card.',
    input: ofCard.extend({ text: z.string().min(1).max(5000), ...withLease, ...retried }),
    output: Comment,
    call: ({ workspace, board, number, text, lease, idempotencyKey: key }) => ({
      method: 'POST',
      path: `${boardPath({ workspace, board })}/cards/${number}/comments`,
      ...{ body: { text }, lease, key },
    }),
  }),
  tool({
    name: 'claim_card',
    title: 'Claim the next card, or renew a claim',
    toolset: 'cards',
    isReading: false,
    description:
      'Takes the next card that fits all limits into the next active column, and gives you a lease of it. Waits for one for up to 30 seconds. With the card and lease of your claim it renews the lease instead: it then ends `seconds` from now.',
    input: onBoard.extend({
      columnId: Id.optional().describe('The column to take it from.'),
      swimlaneId: Id.nullable().optional(),
      classOfService: ClassOfService.optional(),
      labelId: Id.optional(),
      card: BoardNumber.optional().describe('This card and no other.'),
      lease: LeaseToken.optional().describe('The token of your claim of this card, to renew it.'),
      seconds: LeaseSeconds.optional(),
      wait: z.int().min(0).max(longestClaimWait).optional(),
      ...retried,
    }),
    output: Claim,
    call: ({ workspace, board, wait, lease, idempotencyKey: key, ...body }) => {
      const path = `${boardPath({ workspace, board })}/claims`;
      if (lease === undefined || body.card === undefined)
        return { method: 'POST', path, query: { wait }, body, lease, key };
      const { card, seconds } = body;
      return { method: 'PUT', path: `${path}/${card}`, body: { seconds }, lease, key };
    },
  }),
  tool({
    name: 'finish_claim',
    title: 'Finish a claim',
    toolset: 'cards',
    isReading: false,
    description:
      'complete: the work is done, and the card moves on. block: it failed; the card stays and is blocked with the reason. return: you give it back to where it was.',
    input: ofCard.extend({
      ...held,
      outcome: z.enum(['complete', 'block', 'return']),
      reason: CardReason.optional().describe('Needed for block.'),
      ...retried,
    }),
    output: Card,
    call: ({ workspace, board, number, lease, outcome, reason, idempotencyKey: key }) => {
      const path = `${boardPath({ workspace, board })}/claims/${number}`;
      if (outcome === 'complete') return { method: 'PUT', path: `${path}/completion`, lease, key };
      return outcome === 'return' && reason === undefined
        ? { method: 'DELETE', path, lease, key }
        : { method: 'PUT', path: `${path}/failure`, body: { reason, outcome }, lease, key };
    },
  }),
];
