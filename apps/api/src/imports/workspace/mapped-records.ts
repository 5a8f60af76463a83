import type { ImportNote } from '@weir/contract';
import type { ExportedBoard, ExportedRequest } from '@weir/contract/workspace-exports';
import type { Caps } from '../caps.repository.js';
import type { KeptExportedCard } from '../source/source-card.js';
import { fieldValues } from './board-rows.js';
import type { Mapping } from './mapping.js';

const longest = { comment: 5000, message: 5000 };
type CapsOfCard = Pick<Caps, 'cardLabels' | 'checklistItems' | 'comments'>;

/** The input of weir.import_requests. A requester who is not here becomes a guest without an address. */
export function mappedRequest(request: ExportedRequest, mapping: Mapping) {
  const { requesterId, answer, messages, watcherIds, steps, boardId: _, ...facts } = request;
  const member = mapping.person(requesterId);
  const name = request.guestName ?? mapping.nameOf(requesterId);
  const guestId = mapping.id(requesterId);
  return {
    ...facts,
    id: mapping.id(request.id),
    description: mapping.text(request.description),
    requesterId: member,
    guestId: member === null ? guestId : null,
    guestName: member === null ? name : null,
    submittedAt: mapping.past(request.submittedAt),
    pausedAt: mapping.past(request.pausedAt),
    followsId: mapping.idOrNull(request.followsId),
    partOfId: mapping.idOrNull(request.partOfId),
    fromBoardId: mapping.idOrNull(request.fromBoardId),
    fromId: mapping.idOrNull(request.fromId),
    answer: answer && {
      ...answer,
      by: mapping.person(answer.by),
      at: mapping.past(answer.at),
      duplicateOfId: mapping.idOrNull(answer.duplicateOfId),
    },
    messages: messages.map(({ id, text, asks, by, at }) => {
      const isGuests = by === requesterId && member === null;
      return {
        id: mapping.id(id),
        ...(isGuests ? { text: mapping.text(text), by: null } : mapping.written(by, text, longest.message)),
        byGuest: isGuests ? guestId : null,
        asks,
        at: mapping.past(at),
      };
    }),
    watchers: watcherIds.flatMap((person) => {
      const userId = mapping.person(person);
      return userId === null ? [] : [{ userId, guestId: null }];
    }),
    steps: steps.map((step) => ({ ...step, at: mapping.past(step.at), since: mapping.past(step.since) })),
  };
}
export type MappedRequest = ReturnType<typeof mappedRequest>;

/** What a card of the file loses here: people who can't be assigned, and what is beyond the caps. */
export function notesOf(card: KeptExportedCard, mapping: Mapping, caps: CapsOfCard): ImportNote[] {
  return [
    ...(card.assigneeIds.some((person) => mapping.assignable(person) === null)
      ? ['unassigned' as const]
      : []),
    ...(card.labelIds.length > caps.cardLabels ? ['labelsLeftOut' as const] : []),
    ...(card.checklistItems.length > caps.checklistItems ? ['itemsLeftOut' as const] : []),
    ...(card.comments.length > caps.comments ? ['commentsLeftOut' as const] : []),
    ...(card.filesMissing ? ['filesMissing' as const] : []),
  ];
}

/**
 * The input of weir.import_cards. `queueIds`: where the card goes if its column has no room. Of the comments the newest are kept
 * where there are too many.
 */
export function mappedCard(card: KeptExportedCard, board: ExportedBoard, mapping: Mapping, caps: CapsOfCard) {
  const { boardId: _, attachments, filesMissing: __, ...facts } = card;
  const files = new Set(attachments.map(({ id }) => id));
  const columnId = mapping.id(card.columnId);
  const queues = board.columns.filter(({ kind }) => kind === 'queue').map(({ id }) => mapping.id(id));
  return {
    ...facts,
    id: mapping.id(card.id),
    source: `weir:${card.id}`,
    description: mapping.text(card.description, files),
    columnId,
    queueIds: queues.filter((id) => id !== columnId),
    swimlaneId: mapping.idOrNull(card.swimlaneId),
    requestId: mapping.idOrNull(card.requestId),
    createdAt: mapping.past(card.createdAt),
    createdBy: mapping.person(card.createdBy),
    enteredColumnAt: mapping.past(card.enteredColumnAt),
    committedAt: mapping.past(card.committedAt),
    deliveredAt: mapping.past(card.deliveredAt),
    archivedAt: mapping.past(card.archivedAt),
    assigneeIds: [...new Set(card.assigneeIds.flatMap((person) => mapping.assignable(person) ?? []))],
    labelIds: card.labelIds.slice(0, caps.cardLabels).map((id) => mapping.id(id)),
    fields: fieldValues(board.fields, card.fields, mapping),
    checklistItems: card.checklistItems
      .slice(0, caps.checklistItems)
      .map(({ text, done, assigneeId, dueOn }) => ({
        ...{ text, done, dueOn },
        assigneeId: mapping.assignable(assigneeId),
      })),
    comments: card.comments
      .slice(Math.max(0, card.comments.length - caps.comments))
      .map(({ id, text, by, at, editedAt }) => ({
        id: mapping.id(id),
        ...mapping.written(by, text, longest.comment, files),
        at: mapping.past(at),
        editedAt: mapping.past(editedAt),
      })),
    blocks: card.blocks.map(({ id, reason, since, by, until, unblockedBy }) => ({
      id: mapping.id(id),
      reason,
      since: mapping.past(since),
      by: mapping.person(by) ?? mapping.importer,
      until: mapping.past(until),
      unblockedBy: until === null ? null : (mapping.person(unblockedBy) ?? mapping.importer),
    })),
    displacements: card.displacements.map(
      ({ requestId, displacedRequestId, columnId: to, by, at, ...rest }) => ({
        ...rest,
        requestId: mapping.id(requestId),
        displacedRequestId: mapping.idOrNull(displacedRequestId),
        columnId: mapping.idOrNull(to),
        by: mapping.person(by) ?? mapping.importer,
        at: mapping.past(at),
      }),
    ),
  };
}
