import type {
  AttachmentList,
  Card,
  CardDetail,
  CardTemplateList,
  CommentList,
  MessageList,
  PublicLink,
  RecurringCardList,
  RequestList,
} from '@weir/contract';
import { readBoard, type Workspace } from '../../model/workspace.js';
import { archivedOf } from '../../model/world-now.js';
import type { Api } from '../../support/api.js';
import { byNumber, linkView, sorted } from './views.js';

/** The board as its documents show it. */
export async function current(api: Pick<Api, 'people'>, workspace: Pick<Workspace, 'path'>, key: string) {
  const { manager, member } = api.people;
  const path = `${workspace.path}/${key}`;
  const board = await readBoard(api, workspace, key);
  const archived = await archivedOf(api, workspace, key);
  const { state, reason, until } = board.intake.gate;
  const all = [...board.cards, ...archived];
  const details = await Promise.all(
    all.map(async ({ number }) => (await member.get<CardDetail>(`${path}/cards/${number}`)).body),
  );
  const requests = (await manager.get<RequestList>(`${path}/requests?size=100`)).body.items;
  const ofCard = (card: Card) => cardView(card, details.find(({ number }) => number === card.number)!);
  return {
    facts: {
      name: board.name,
      archivedAt: board.archivedAt,
      overrideBudget: board.overrides.budget,
      classPolicies: nonNull(board.classPolicies),
      serviceLevels: nonNull(board.serviceLevels),
      publicLink: (await manager.get<PublicLink>(`${path}/public-link`)).body.on,
    },
    intake: { depth: board.intake.depth, timeZone: board.timeZone, gate: { state, reason, until } },
    waiting: board.intake.waiting,
    columns: board.columns.map(({ limit: _, load: __, ...column }) => column),
    swimlanes: board.swimlanes,
    fields: board.fields,
    labels: sorted(board.labels),
    cardTemplates: sorted((await member.get<CardTemplateList>(`${path}/card-templates`)).body.items),
    recurringCards: sorted((await member.get<RecurringCardList>(`${path}/recurring-cards`)).body.items),
    limits: sorted(
      board.limits
        .filter((limit) => limit.scope !== 'person' || limit.across === 'board')
        .map(({ load: _, passedLately: __, ...limit }) => limit),
    ),
    cards: board.cards.map(ofCard),
    archived: archived.map(ofCard).sort(byNumber),
    attachments: sorted(await attachmentsOf(api, path, all)),
    links: details.flatMap(linksOf).sort(),
    comments: sorted(await commentsOf(api, path, all)),
    requests: requests
      .map((request) => ({
        number: request.number,
        title: request.title,
        description: request.description,
        classOfService: request.classOfService,
        neededBy: request.neededBy,
        requesterId: request.requester.id,
        byForm: request.byForm,
        submittedAt: request.submittedAt,
        answerBy: request.answerBy,
        expiresAt: request.expiresAt,
        pausedAt: request.pausedAt,
        follows: request.follows?.number ?? null,
        externalId: request.externalId,
        metadata: request.metadata,
        answer: request.answer && {
          kind: request.answer.kind,
          reason: request.answer.reason ?? null,
          message: request.answer.message ?? null,
          until: request.answer.until ?? null,
          by: request.answer.by?.id ?? null,
        },
      }))
      .sort(byNumber),
    messages: sorted(await messagesOf(api, path, requests)),
  };
}

function cardView(
  {
    ref,
    checklist: __,
    attachments: ___,
    commentCount: ____,
    assignees,
    blocked,
    blockedBy,
    waitsOn,
    lease,
    request,
    ...card
  }: Card,
  { description, checklistItems, fields, externalId, metadata }: CardDetail,
) {
  return {
    ...card,
    fields,
    description,
    externalId,
    metadata,
    checklistItems: checklistItems.map(({ assignee, became, ...item }) => ({
      ...item,
      assigneeId: assignee?.id ?? null,
      became: became?.number ?? null,
    })),
    assigneeIds: assignees.map(({ id }) => id).sort(),
    blocked: blocked && { ...blocked, by: blocked.by?.id },
    lease: lease && { ...lease, by: lease.by.id },
    // Cards of other boards are in the events of their boards.
    blockedBy: blockedBy.filter((blocker) => boardOf(blocker) === boardOf(ref)).sort(),
    waitsOn: waitsOn.toSorted(),
    request: request?.number ?? null,
  };
}

const boardOf = (ref: string) => ref.slice(0, ref.lastIndexOf('-'));

async function attachmentsOf({ people }: Pick<Api, 'people'>, path: string, cards: readonly Card[]) {
  const found = await Promise.all(
    cards
      .filter(({ attachments }) => attachments > 0)
      .map(async ({ number: card }) => {
        const { items } = (await people.member.get<AttachmentList>(`${path}/cards/${card}/attachments`)).body;
        return items.map(({ by, ...attachment }) => ({ ...attachment, card, by: by?.id }));
      }),
  );
  return found.flat();
}

async function commentsOf({ people }: Pick<Api, 'people'>, path: string, cards: readonly Card[]) {
  const lists = await Promise.all(
    cards
      .filter(({ commentCount }) => commentCount > 0)
      .map(async ({ number: card }) => {
        const { items } = (await people.member.get<CommentList>(`${path}/cards/${card}/comments?size=100`))
          .body;
        return items.map(({ id, text, at, by }) => ({ id, text, at, card, by: by?.id }));
      }),
  );
  return lists.flat();
}

async function messagesOf({ people }: Pick<Api, 'people'>, path: string, requests: RequestList['items']) {
  const lists = await Promise.all(
    requests.map(async ({ number: request }) => {
      const { items } = (await people.manager.get<MessageList>(`${path}/requests/${request}/messages`)).body;
      return items.map(({ body, by, ...message }) => ({
        ...message,
        text: body,
        request,
        by: by?.id ?? null,
      }));
    }),
  );
  return lists.flat();
}

const linksOf = ({ number, links }: CardDetail) =>
  links.map(({ id, kind, card }) =>
    linkView({ card: number, id, kind, board: card.board, number: card.number }),
  );
function nonNull(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
