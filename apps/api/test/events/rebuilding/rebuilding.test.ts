import { expect, test } from '@jest/globals';
import type {
  AttachmentList,
  Card,
  CardDetail,
  CardTemplate,
  CardTemplateList,
  CommentList,
  Label,
  MessageList,
  PublicLink,
  RecurringCard,
  RecurringCardList,
  RequestList,
} from '@weir/contract';
import fc from 'fast-check';
import { isDeep, seed } from '../../model/depth.js';
import { requestOf } from '../../model/http.js';
import { commandOf, programs, type Step } from '../../model/steps.js';
import { aWorkspace, readBoard, type Workspace } from '../../model/workspace.js';
import type { World } from '../../model/world.js';
import { archivedOf, worldNow } from '../../model/world-now.js';
import { historyOf } from '../../races/history.js';
import { toRequester } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { field } from './field-parts.js';
import { statements } from './plain-statements.js';
import { RebuiltBoard } from './rebuilt-board.js';

// Random programs of API commands, with a statement of plain SQL between them. Then the boards are rebuilt from their
// events alone. `WEIR_MODEL_SEED` replays a failure.
const programsWanted = isDeep ? 200 : 3;
const steps = 25;

const api = theApi();
const { manager, member, requester } = api.people;

test(
  `a board rebuilt from its events is the board, after ${programsWanted} programs of commands and plain SQL`,
  async () => {
    const drawn = fc.sample(fc.tuple(programs(steps), fc.infiniteStream(fc.noBias(fc.nat(9999)))), {
      numRuns: programsWanted,
      seed,
    });
    const done = new Set<number>();
    for (const [at, [program, plain]] of drawn.entries()) {
      // Each program begins elsewhere in the list, so that no statement always meets an empty board.
      const first = Math.round((at / drawn.length) * statements.length);
      const workspace = await aWorkspace(api);
      let world = await worldNow(api, workspace);
      for (const [n, step] of program.entries()) {
        // A step drawn for a world that is a little old is now and then refused.
        if (n % 4 === 0) world = await worldNow(api, workspace);
        await send(workspace, world, step, n);
        const at = (first + n) % statements.length;
        // Drawn values may meet a limit or change nothing. Then others are drawn.
        for (let draws = 0; draws < 5 && !done.has(at); draws += 1)
          if (await run(workspace, at, plain.next().value as number)) done.add(at);
      }
      for (const key of workspace.keys) {
        const log = `WEIR_MODEL_SEED=${seed}, ${workspace.path}/${key}`;
        expect({ log, ...(await rebuilt(workspace, key)) }).toEqual({
          log,
          ...(await current(workspace, key)),
        });
      }
    }
    // A statement that was never done would prove nothing.
    expect(statements.flatMap((make, at) => (done.has(at) ? [] : [make(0)]))).toEqual([]);
  },
  programsWanted * 60_000,
);

async function send(workspace: Workspace, world: World, step: Step, n: number): Promise<void> {
  const command = commandOf(step, world);
  if (!command) return;
  const board = `${workspace.path}/${workspace.keys[command.at]}`;
  const { method, path, body } = requestOf(command);
  await api.people[command.who].send(method, `${board}${path}`, body);
  const number = 'card' in command ? command.card : 1;
  if (n % 2 === 1) await field(api, board, number, n);
  if (n % 4 === 1) await label(board, number, n);
  if (n % 8 === 0) await manager.send(n % 16 === 0 ? 'PUT' : 'DELETE', `${board}/public-link`, {});
  if (n % 5 === 2) await template(board, number, n);
  if (n % 6 === 3) await recurring(board, n);
  if (n % 3 === 1) await checklist(board, number, n);
  if (n % 4 === 2) await attach(board, number, n);
  if (n % 3 === 2) await link(board, number, n);
  if (n % 6 === 5) await copy(board, number);
  if (n === steps - 2) await remove(board, number);
  if (n % 5 === 0) await member.post(`${board}/cards/${number}/comments`, { text: `Comment ${n}` });
  if (n % 7 === 0)
    await manager.post(`${board}/requests/1/messages`, { body: `What about ${n}?`, asks: true });
  if (n % 9 === 0) await requester.post(`${board}/requests/1/messages`, { body: `This about ${n}.` });
}

/** Copies a card. The copy goes to the archive, so that it takes no room. */
async function copy(board: string, card: number): Promise<void> {
  const { status, body } = await member.post<Card>(`${board}/cards`, { copyOf: card });
  if (status === 201) await member.put(`${board}/cards/${body.number}/archive`);
}

/** Adds items to a card, and moves, ticks or removes its first one. */
async function checklist(board: string, card: number, n: number): Promise<void> {
  const path = `${board}/cards/${card}`;
  const before = (await member.get<CardDetail>(path)).body.checklistItems?.[0]?.id;
  const items = [{ text: `Step ${n}` }, { text: `Next after ${n}` }];
  await member.post(`${path}/checklist`, { items, ...(before && n % 2 && { before }) });
  const known = (await member.get<CardDetail>(path)).body.checklistItems ?? [];
  const [first, last] = [known[0]?.id, known.at(-1)?.id];
  if (!first || first === last) return;
  if (n % 4 === 0) await member.delete(`${path}/checklist/${first}`);
  else await member.patch(`${path}/checklist/${first}`, { done: true, after: last });
}

/** Links a card to another one of its board; every second time a link of it goes first. */
async function link(board: string, card: number, n: number): Promise<void> {
  const path = `${board}/cards/${card}/links`;
  const known = n % 2 === 0 && (await member.get<CardDetail>(`${board}/cards/${card}`)).body.links?.[0];
  if (known) await member.delete(`${path}/${known.id}`);
  const kind = ['blocks', 'blockedBy', 'relatesTo'][Math.floor(n / 6) % 3];
  await member.post(path, { kind, card: 1 + (n % 5) });
}

const linksOf = ({ number, links }: CardDetail) =>
  links.map(({ id, kind, card }) =>
    linkView({ card: number, id, kind, board: card.board, number: card.number }),
  );
const linkView = ({ card, id, kind, board, number }: RebuiltBoard['links'][number]) =>
  `${card} ${kind} ${board}-${number} by ${id}`;

/** Adds a file to a card; every third time its first one goes. */
async function attach(board: string, card: number, n: number): Promise<void> {
  const path = `${board}/cards/${card}/attachments`;
  const type = { 'content-type': 'application/octet-stream' };
  await member.post(`${path}?name=File-${n}`, `Content ${n}`, type);
  const first = n % 3 === 0 && (await member.get<AttachmentList>(path)).body.items?.[0];
  if (first) await member.delete(`${path}/${first.id}`);
}

/** Saves a card as a template and renames it; every second time it then goes. */
async function template(board: string, card: number, n: number): Promise<void> {
  const templates = `${board}/card-templates`;
  const { status, body } = await member.post<CardTemplate>(templates, {
    name: `Template ${n}`,
    copyOf: card,
  });
  if (status !== 201) return;
  await member.patch(`${templates}/${body.id}`, { title: `Since ${n}`, labelIds: [] });
  if (n % 2 === 0) await member.delete(`${templates}/${body.id}`);
}

/** Archives a card, and deletes it for good. */
async function remove(board: string, card: number): Promise<void> {
  await member.put(`${board}/cards/${card}/archive`, { toRequester });
  await manager.delete(`${board}/cards/${card}`);
}

/** Makes a recurring card, whose first card the sweep makes at once. */
async function recurring(board: string, n: number): Promise<void> {
  const schedule = { unit: 'days', every: 1, at: '09:00', from: '2026-01-01', until: null };
  const whenFull = n % 2 ? 'wait' : 'skip';
  const { status, body } = await manager.post<RecurringCard>(`${board}/recurring-cards`, {
    ...{ title: `Daily ${n}`, schedule, whenFull, checklistItems: [{ text: 'Look' }] },
  });
  if (status !== 201) return;
  await api.pool.query(`UPDATE recurring_cards SET next_at = now() WHERE id = $1`, [body.id]);
  await api.service('RecurringSweepService').sweep();
  await manager.patch(`${board}/recurring-cards/${body.id}`, { active: n % 4 < 2, title: `Since ${n}` });
}

/** Gives a card a new label; every third time the board then loses the label. */
async function label(board: string, card: number, n: number): Promise<void> {
  const { body } = await member.post<Label>(`${board}/labels`, { name: `Label ${n}`, colour: 'teal' });
  await member.patch(`${board}/cards/${card}`, { labelIds: [body.id] });
  if (n % 3 === 0) await member.delete(`${board}/labels/${body.id}?fromCards=true`);
}

/** Runs a statement of plain SQL. Limits and keys may refuse it. Returns whether it wrote something. */
async function run({ path, keys }: Workspace, at: number, n: number): Promise<boolean> {
  const text = statements[at]!(n);
  try {
    const { rowCount } = await api.pool.query(text, [keys[0], path.split('/')[3]]);
    return rowCount !== 0;
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    if (/^(WIP00|23\d{3})$/.test(code)) return false;
    throw new Error(`${message}: ${text}`);
  }
}

/** The board as its events tell it. */
async function rebuilt({ path }: Workspace, key: string) {
  const board = new RebuiltBoard();
  for (const event of await historyOf(member, `${path}/${key}`)) board.apply(event);
  const ofCard = (number: number) => {
    const { assigneeIds, ...card } = board.cards.get(number)!;
    const blockers = board.blockersOf(number, key).map((blocker) => `${key}-${blocker}`);
    return { ...card, assigneeIds: assigneeIds.toSorted(), blockedBy: blockers.sort() };
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
      .map(([number, { version: _, ...request }]) => ({ number, ...request }))
      .sort(byNumber),
    messages: sorted([...board.messages].map(([id, message]) => ({ id, ...message }))),
  };
}

/** The board as its documents show it. */
async function current(workspace: Workspace, key: string) {
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
    attachments: sorted(await attachmentsOf(path, all)),
    links: details.flatMap(linksOf).sort(),
    comments: sorted(await commentsOf(path, all)),
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
        answer: request.answer && {
          kind: request.answer.kind,
          reason: request.answer.reason ?? null,
          message: request.answer.message ?? null,
          until: request.answer.until ?? null,
          by: request.answer.by?.id ?? null,
        },
      }))
      .sort(byNumber),
    messages: sorted(await messagesOf(path, requests)),
  };
}

function cardView(
  { ref, checklist: __, attachments: ___, assignees, blocked, blockedBy, request, ...card }: Card,
  { description, checklistItems, fields }: CardDetail,
) {
  return {
    ...card,
    fields,
    description,
    checklistItems: checklistItems.map(({ assignee, became, ...item }) => ({
      ...item,
      assigneeId: assignee?.id ?? null,
      became: became?.number ?? null,
    })),
    assigneeIds: assignees.map(({ id }) => id).sort(),
    blocked: blocked && { ...blocked, by: blocked.by?.id },
    // Those of other boards are in the events of those.
    blockedBy: blockedBy.filter((blocker) => boardOf(blocker) === boardOf(ref)).sort(),
    request: request?.number ?? null,
  };
}

const boardOf = (ref: string) => ref.slice(0, ref.lastIndexOf('-'));

async function attachmentsOf(path: string, cards: readonly Card[]) {
  const found = await Promise.all(
    cards
      .filter(({ attachments }) => attachments > 0)
      .map(async ({ number: card }) => {
        const { items } = (await member.get<AttachmentList>(`${path}/cards/${card}/attachments`)).body;
        return items.map(({ by, ...attachment }) => ({ ...attachment, card, by: by?.id }));
      }),
  );
  return found.flat();
}

async function commentsOf(path: string, cards: readonly Card[]) {
  const lists = await Promise.all(
    cards.map(async ({ number: card }) => {
      const { items } = (await member.get<CommentList>(`${path}/cards/${card}/comments?size=100`)).body;
      return items.map(({ id, text, at, by }) => ({ id, text, at, card, by: by?.id }));
    }),
  );
  return lists.flat();
}

async function messagesOf(path: string, requests: RequestList['items']) {
  const lists = await Promise.all(
    requests.map(async ({ number: request }) => {
      const { items } = (await manager.get<MessageList>(`${path}/requests/${request}/messages`)).body;
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

/** A label or lane that the board no longer has does not count. */
function shownPreset(
  board: RebuiltBoard,
  id: string,
  { labelIds, swimlaneId, ...values }: Record<string, unknown>,
) {
  const hasLane = board.swimlanes.some((lane) => lane.id === swimlaneId);
  const labels = (labelIds as string[]).filter((label) => board.labels.has(label));
  return { id, ...values, labelIds: labels.toSorted(), swimlaneId: hasLane ? swimlaneId : null };
}

const byNumber = (one: { number: number }, other: { number: number }) => one.number - other.number;

function sorted<Item extends { id: string }>(items: Item[]): Item[] {
  return items.toSorted((one, other) => one.id.localeCompare(other.id));
}

function nonNull(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
