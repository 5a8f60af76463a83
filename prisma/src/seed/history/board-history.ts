import type { Column, Label, WipLimit } from '../../generated/client.js';
import { officeHours } from '../calendar.js';
import type { Person } from '../cast.js';
import type { Random } from '../random.js';
import type { BoardRows, CardRow } from '../rows.js';
import { columnsOf, factsOf, labelsOf, limitsOf, type NewBoard, swimlanesOf } from './new-board.js';

/** Without `boardId` the board gets a new id. */
export type DemoIds = { workspaceId: string; boardId?: string | undefined };

/** The place of a card and the facts that limits count. */
export type CardPlacement = Pick<CardRow, 'columnId' | 'swimlaneId' | 'classOfService'> & { id?: string };

/** What the history reads of a new board's intake policy and gate. */
const newIntake = {
  graceHours: 24,
  remindBeforeHours: 8,
  workingHours: officeHours,
  gate: 'open',
  gateReason: null,
  gateUntil: null,
  formId: null,
} as const;

/**
 * The growing history of a board: its rows and the events that made them, in order of time. A change that breaks a
 * limit at that time throws. The limits are checked here for the plan; the database checks them again on insert.
 */
export class BoardHistory {
  readonly rows: BoardRows;
  readonly workspaceId: string;

  constructor(
    { workspaceId, boardId }: DemoIds,
    readonly random: Random,
    private readonly plan: NewBoard,
    at: Date,
    by: Person,
  ) {
    const { key, name, intake, classPolicies = {}, serviceLevels = {} } = plan;
    this.workspaceId = workspaceId;
    const newId = random.uuid(at);
    const id = boardId ?? newId;
    const board = { workspaceId, boardId: id };
    const columns = columnsOf(plan, board, random, at);
    const swimlanes = swimlanesOf(plan, board, random, at);
    const own = {
      createdAt: at,
      createdBy: by.id,
      archivedAt: null,
      deleteAt: null,
      publicLinkId: null,
      overrideBudget: 6,
      classPolicies,
      serviceLevels,
    };
    this.rows = {
      boards: [{ workspaceId, id, key, name, ...own }],
      boardClock: [{ ...board, seq: 0, at, nextCard: 1, nextRequest: 1 }],
      intakes: [{ ...board, ...newIntake, ...intake }],
      columns,
      swimlanes,
      labels: labelsOf(plan, board, at),
      wipLimits: limitsOf(plan, board, { columns, swimlanes }, random, at),
      overrides: [],
      requests: [],
      answers: [],
      requestWatchers: [],
      requestMessages: [],
      requestSteps: [],
      displacements: [],
      answerTemplates: [],
      cards: [],
      cardAssignees: [],
      cardLabels: [],
      cardBlocks: [],
      comments: [],
      doorRefusals: [],
      limitTrials: [],
      boardForecasts: [],
      requestWaits: [],
      events: [],
    };
    this.record('board.created', at, by, [
      { board: key, to: { name, overrideBudget: own.overrideBudget, classPolicies, serviceLevels, intake } },
      ...columns.map(({ id: column, name: called, kind, split, policy }) => ({
        column,
        to: { name: called, kind, split, policy },
      })),
      ...swimlanes.map(({ id: swimlane, name: called }) => ({ swimlane, to: { name: called } })),
      ...this.rows.labels.map(({ id: label, name: called, colour }) => ({
        label,
        to: { name: called, colour },
      })),
      ...this.rows.wipLimits.map((limit) => ({ limit: limit.id, to: factsOf(limit) })),
    ]);
  }

  get board() {
    return { workspaceId: this.workspaceId, boardId: this.rows.boards[0]!.id };
  }

  get clock() {
    return this.rows.boardClock[0]!;
  }

  get intake() {
    return this.rows.intakes[0]!;
  }

  column(id: string): Column {
    return this.rows.columns.find((column) => column.id === id)!;
  }

  columnNamed(name: string): Column {
    return this.rows.columns.find((column) => column.name === name)!;
  }

  /** The cards of a column, in order. */
  cardsIn(column: Column): CardRow[] {
    return this.rows.cards
      .filter((card) => card.columnId === column.id && card.archivedAt === null)
      .sort((one, other) => one.rank - other.rank);
  }

  /** The labels whose words are in the title of a card. */
  labelsFor(title: string): Label[] {
    return this.rows.labels.filter((_, index) => this.plan.labels?.[index]?.words.test(title));
  }

  limitOn(column: Column): WipLimit | undefined {
    return this.rows.wipLimits.find((limit) => limit.scope === 'column' && limit.columnId === column.id);
  }

  /** The maximum of a column's limit, infinite without one. */
  max(column: Column): number {
    return this.limitOn(column)?.max ?? Number.POSITIVE_INFINITY;
  }

  /** The number of cards that a column's limit counts. */
  load(column: Column): number {
    return this.cardsIn(column).filter((card) => card.classOfService !== 'expedite').length;
  }

  /** The limits of any mode that a card would break there. */
  broken(placement: CardPlacement): WipLimit[] {
    const before = this.rows.cards.find((card) => card.id === placement.id);
    const open = this.rows.cards.filter((card) => card.deliveredAt === null && card.archivedAt === null);
    return this.rows.wipLimits.filter(
      (limit) =>
        this.counts(limit, placement) &&
        !(before && this.counts(limit, before)) &&
        open.filter((card) => this.counts(limit, card)).length >= limit.max,
    );
  }

  hasRoom(column: Column, card: Omit<CardPlacement, 'columnId'>): boolean {
    return this.broken({ ...card, columnId: column.id }).length === 0;
  }

  private counts(limit: WipLimit, card: CardPlacement): boolean {
    if (limit.scope === 'column') return card.columnId === limit.columnId && !isExpedite(card);
    if (limit.scope === 'columns') return limit.columnIds.includes(card.columnId) && !isExpedite(card);
    if (limit.columnId) return card.columnId === limit.columnId && isIn(limit, card);
    if (this.column(card.columnId).kind !== 'active') return false;
    if (limit.scope === 'swimlane') return isIn(limit, card);
    if (limit.scope === 'classOfService') return card.classOfService === limit.classOfService;
    return limit.scope === 'board' || this.isAssigned(card.id, limit.userId);
  }

  isAssigned(cardId: string | undefined, userId: string | null): boolean {
    return this.rows.cardAssignees.some((each) => each.cardId === cardId && each.userId === userId);
  }

  /** Records an event. `by` is null for the system. */
  record(type: string, at: Date, by: Person | null, changes: object[]): void {
    if (this.clock.at && at < this.clock.at)
      throw new Error(`${type} at ${at.toISOString()} is before the event before it`);
    this.clock.seq += 1;
    this.clock.at = at;
    this.rows.events.push({ ...this.board, seq: this.clock.seq, type, at, actorId: by?.id ?? null, changes });
  }
}

const isExpedite = ({ classOfService }: CardPlacement) => classOfService === 'expedite';
const isIn = ({ swimlaneId }: WipLimit, card: CardPlacement) =>
  card.swimlaneId === swimlaneId && !isExpedite(card);
