import type { Workspace } from '../../model/workspace.js';
import { historyOf } from '../../races/history.js';
import type { Api } from '../../support/api.js';
import { RebuiltBoard } from './rebuilt-board.js';
import { byNumber, linkView, sorted } from './views.js';

/** The board as its events describe it. */
export async function rebuilt(
  { people }: Pick<Api, 'people'>,
  { path }: Pick<Workspace, 'path'>,
  key: string,
) {
  const board = new RebuiltBoard();
  for (const event of await historyOf(people.member, `${path}/${key}`)) board.apply(event);
  const ofCard = (number: number) => {
    const { assigneeIds, ...card } = board.cards.get(number)!;
    const blockers = board.blockersOf(number, key).map((blocker) => `${key}-${blocker}`);
    return {
      ...card,
      assigneeIds: assigneeIds.toSorted(),
      blockedBy: blockers.sort(),
      waitsOn: board.awaitedBy(number),
    };
  };
  const { depth, timeZone, gate } = board.intake;
  const archived = [...board.cards.values()].filter(({ archivedAt }) => archivedAt !== null);
  return {
    facts: board.facts,
    intake: { depth, timeZone, gate },
    waiting: [...board.requests.values()].filter(({ answer }) => answer === null).length,
    columns: board.columns,
    swimlanes: board.swimlanes,
    fields: board.fields,
    labels: sorted([...board.labels].map(([id, label]) => ({ id, ...label }))),
    cardTemplates: sorted([...board.cardTemplates].map(([id, template]) => shownPreset(board, id, template))),
    recurringCards: sorted(
      [...board.recurringCards].map(([id, card]) => ({
        ...shownPreset(board, id, card),
        columnId: board.columns.some((column) => column.id === card.columnId) ? card.columnId : null,
      })),
    ),
    limits: sorted([...board.limits].map(([id, limit]) => ({ id, ...limit }))),
    cards: board.cardOrder().map(ofCard),
    archived: archived.map(({ number }) => ofCard(number)).sort(byNumber),
    attachments: sorted([...board.attachments].map(([id, attachment]) => ({ id, ...attachment }))),
    links: board.links.map(linkView).sort(),
    comments: sorted([...board.comments].map(([id, comment]) => ({ id, ...comment }))),
    requests: [...board.requests]
      .map(([number, { version: _, ...request }]) => ({ number, externalId: null, metadata: {}, ...request }))
      .sort(byNumber),
    messages: sorted([...board.messages].map(([id, message]) => ({ id, ...message }))),
  };
}

/** A label, lane, custom field or option that the board no longer has does not count. Plain SQL need not write `fields`. */
function shownPreset(
  board: RebuiltBoard,
  id: string,
  { labelIds, swimlaneId, fields = {}, ...values }: Record<string, unknown>,
) {
  const hasLane = board.swimlanes.some((lane) => lane.id === swimlaneId);
  const labels = (labelIds as string[]).filter((label) => board.labels.has(label));
  const kept = Object.entries(fields as Record<string, unknown>).filter(([name, value]) =>
    board.fields.some(
      (field) =>
        field.id === name && (field.kind !== 'choice' || field.options.some((each) => each.id === value)),
    ),
  );
  const shown = { labelIds: labels.toSorted(), swimlaneId: hasLane ? swimlaneId : null };
  return { id, ...values, ...shown, fields: Object.fromEntries(kept) };
}
