import { changesOf, type Event, type EventChange } from '@weir/contract';
import { openWaitStates } from '@weir/domain';
import { placed } from './placed.js';
import { changeCard, type RebuiltCard } from './rebuilt-card.js';
import { type RebuiltField, withField, withOption } from './rebuilt-fields.js';

type Values = Record<string, unknown>;
type OpenWaitState = (typeof openWaitStates)[number];

/** What a card is to another one, which can be on another board. */
type Link = { card: number; id: string; kind: string; board: string; number: number };

/**
 * A board rebuilt from nothing but its events, as a client would do it. It knows what `docs/api/events.md` says of them:
 * `before` is the neighbour after the change, null the last place, and absent no change of the order.
 */
export class RebuiltBoard {
  readonly facts: Values = {
    archivedAt: null,
    overrideBudget: 10,
    classPolicies: {},
    serviceLevels: {},
    publicLink: false,
  };
  intake: Values = { gate: { state: 'open', reason: null, until: null } };
  columns: (Values & { id: string })[] = [];
  swimlanes: (Values & { id: string })[] = [];
  readonly labels = new Map<string, Values>();
  fields: RebuiltField[] = [];
  readonly cardTemplates = new Map<string, Values>();
  readonly recurringCards = new Map<string, Values>();
  readonly limits = new Map<string, Values>();
  readonly cards = new Map<number, RebuiltCard>();
  readonly attachments = new Map<string, Values & { card: number }>();
  readonly comments = new Map<string, Values & { card: number }>();
  /** What each card of the board is to another: both cards of a link have it. */
  links: Link[] = [];
  /** The requests that each card waits on, by the id of the wait. */
  readonly waits = new Map<string, { card: number } & Values>();
  readonly requests = new Map<number, Values>();
  readonly messages = new Map<string, Values & { request: number }>();
  /** The cards that are not archived, column by column in their order. */
  private readonly order = new Map<string, number[]>();

  apply(event: Event): void {
    if (event.type === 'intake.changed') {
      for (const change of event.changes) {
        if ('request' in change) Object.assign(this.requests.get(change.request) as Values, change.to);
        else if (!('template' in change)) Object.assign(this.intake, change.to);
      }
      return;
    }
    if (event.type === 'gate.changed') {
      const { cause: _, ...gate } = event.changes[0]!.to;
      this.intake.gate = gate;
      return;
    }
    for (const change of changesOf(event)) {
      if (change.resync) throw new Error(`event ${event.seq} does not say what changed`);
      this.change(event, change);
    }
  }

  /** The cards of the board `key` that block this one and are neither delivered nor archived. */
  blockersOf(card: number, key: string): number[] {
    return this.links
      .filter((link) => link.card === card && link.kind === 'blockedBy' && link.board === key)
      .filter(({ number }) => {
        const { deliveredAt, archivedAt } = this.cards.get(number) as RebuiltCard;
        return deliveredAt === null && archivedAt === null;
      })
      .map(({ number }) => number);
  }

  /** The refs of the requests that a card waits on now. A delivered card waits on nothing. */
  awaitedBy(number: number): string[] {
    if (this.cards.get(number)?.deliveredAt !== null) return [];
    return [...this.waits.values()]
      .filter(({ card, state }) => card === number && openWaitStates.includes(state as OpenWaitState))
      .map((wait) => `${wait.board}-R${wait.number}`)
      .toSorted();
  }

  /** The numbers of the cards in the board's order. */
  cardOrder(): number[] {
    return this.columns.flatMap(({ id }) => this.order.get(id) ?? []);
  }

  private change(event: Event, change: EventChange): void {
    if (change.comment !== undefined) this.comment(change);
    else if (change.attachment !== undefined) this.attachment(change);
    else if (change.link !== undefined) this.link(change);
    else if (change.wait !== undefined) this.wait(change);
    else if (change.item !== undefined) this.item(change);
    else if (change.message !== undefined && change.request !== undefined) this.message(change);
    else if (change.card !== undefined) this.card(event, change);
    else if (change.request !== undefined) this.request(event, change);
    else if (change.column !== undefined) this.column(change.column, event, change);
    else if (change.swimlane !== undefined) this.swimlane(change.swimlane, event, change);
    else if (change.label !== undefined) this.label(change.label, event, change);
    else if (change.cardTemplate !== undefined) keep(this.cardTemplates, change.cardTemplate, change);
    else if (change.recurringCard !== undefined) keep(this.recurringCards, change.recurringCard, change);
    else if (change.option !== undefined) this.fields = withOption(this.fields, change);
    else if (change.field !== undefined) this.fields = withField(this.fields, change);
    else if (change.limit !== undefined) this.limit(change.limit, change);
    else if (change.trial !== undefined) this.trial(change.trial, change);
    else if ('intake' in change) Object.assign(this.intake, change.to);
    else if (change.board !== undefined) this.board(event, change);
  }

  private board(event: Event, { to }: EventChange): void {
    const { intake, archived, ...facts } = (to ?? {}) as Values;
    if (archived) for (const limit of this.limits.values()) delete limit.trial;
    if (archived !== undefined) this.facts.archivedAt = archived ? event.at : null;
    Object.assign(this.facts, facts);
    Object.assign(this.intake, intake);
  }

  private column(id: string, { type }: Event, { to }: EventChange): void {
    if (type === 'column.removed' || to === null) {
      this.columns = this.columns.filter((each) => each.id !== id);
      return;
    }
    const known = this.columns.find((each) => each.id === id);
    const { before, ...values } = (to ?? {}) as Values;
    const column = { policy: '', ...known, ...values, id } as Values & { id: string };
    this.columns = placed(this.columns, column, known ? before : (before ?? null));
    if (values.split === undefined || !known || values.split === known.split) return;
    for (const card of this.cards.values())
      if (card.columnId === id) card.half = values.split ? 'doing' : null;
  }

  private swimlane(id: string, { type }: Event, { to }: EventChange): void {
    if (type === 'swimlane.removed' || to === null) {
      this.swimlanes = this.swimlanes.filter((each) => each.id !== id);
      return;
    }
    const known = this.swimlanes.find((each) => each.id === id);
    const { before, ...values } = (to ?? {}) as Values;
    this.swimlanes = placed(this.swimlanes, { ...known, ...values, id }, known ? before : (before ?? null));
  }

  private label(id: string, { type }: Event, { to }: EventChange): void {
    if (type === 'label.removed' || to === null) this.labels.delete(id);
    else this.labels.set(id, { ...this.labels.get(id), ...to });
  }

  /** A trial marks its limits while it runs. It ends with an event of its own, or when one of them changes or is removed. */
  private trial(id: string, { to }: EventChange): void {
    const { limits, endsOn, cause, decision } = (to ?? { cause: 'removed' }) as Values & {
      limits?: { limit: string; was: number | null }[];
    };
    if (cause || decision) this.endTrial(id);
    else
      for (const { limit, was } of limits ?? []) {
        const known = this.limits.get(limit);
        if (known) known.trial = { id, endsOn, ...(was !== null && { was }) };
      }
  }

  private endTrial(id: unknown): void {
    for (const limit of this.limits.values()) if ((limit.trial as Values)?.id === id) delete limit.trial;
  }

  private limit(id: string, { to }: EventChange): void {
    const tried = this.limits.get(id)?.trial as Values | undefined;
    const changes = !to || ['max', 'mode', 'columnId', 'scope'].some((name) => name in to);
    if (tried && changes) this.endTrial(tried.id);
    if (!to) {
      this.limits.delete(id);
      return;
    }
    const limit: Values = { ...('scope' in to ? {} : this.limits.get(id)), ...to };
    // A person's limit across the workspace belongs to no board. Each board may change it, and only that one has the event.
    if (limit.across === 'workspace' || limit.scope === undefined) return;
    this.limits.set(id, Object.fromEntries(Object.entries(limit).filter(([, value]) => value != null)));
  }

  private card(event: Event, change: EventChange): void {
    const number = change.card as number;
    if (change.to === null) {
      this.cards.delete(number);
      for (const ofCards of [this.comments, this.attachments])
        for (const [id, { card }] of ofCards) if (card === number) ofCards.delete(id);
      this.links = this.links.filter(({ card }) => card !== number);
      for (const [id, { card }] of this.waits) if (card === number) this.waits.delete(id);
      this.takeOut(number);
      return;
    }
    const card = changeCard(this.cards.get(number), event, change);
    this.cards.set(number, card);
    const before = change.to?.before as number | null | undefined;
    if (card.archivedAt !== null) this.takeOut(number);
    else if (before !== undefined) this.place(card, before);
  }

  private place({ number, columnId }: RebuiltCard, before: number | null): void {
    this.takeOut(number);
    const column = this.order.get(columnId) ?? [];
    const at = before === null ? column.length : column.indexOf(before);
    if (at === -1) throw new Error(`card ${before}, which ${number} is before, is not in its column`);
    this.order.set(columnId, column.toSpliced(at, 0, number));
  }

  private takeOut(number: number): void {
    for (const [columnId, numbers] of this.order)
      this.order.set(
        columnId,
        numbers.filter((each) => each !== number),
      );
  }

  private attachment({ card, attachment, to }: EventChange): void {
    const id = attachment as string;
    if (to === null) this.attachments.delete(id);
    else this.attachments.set(id, { ...this.attachments.get(id), ...to, card: card as number });
  }

  private link({ card, link, to }: EventChange): void {
    if (to) this.links.push({ card, id: link, ...to } as Link);
    else
      this.links.splice(
        this.links.findIndex((each) => each.card === card && each.id === link),
        1,
      );
  }

  private wait({ card, wait, to }: EventChange): void {
    const id = wait as string;
    if (to === null) this.waits.delete(id);
    else this.waits.set(id, { ...this.waits.get(id), ...to, card: card as number });
  }

  private comment({ card, comment, to }: EventChange): void {
    const known = this.comments.get(comment as string);
    if (to === null) this.comments.delete(comment as string);
    else this.comments.set(comment as string, { ...known, ...to, card: card as number });
  }

  private item({ card: number, item, to }: EventChange): void {
    const card = this.cards.get(number as number);
    // A card and its items can go in one statement.
    if (!card) return;
    const id = item as string;
    const known = card.checklistItems.find((each) => each.id === id);
    if (to === null) {
      card.checklistItems = card.checklistItems.filter((each) => each !== known);
      return;
    }
    const { before, ...values } = (to ?? {}) as Values;
    card.checklistItems = placed(
      card.checklistItems,
      { assigneeId: null, dueOn: null, became: null, ...known, ...values, id },
      before,
    );
  }

  private message({ request, message, to }: EventChange): void {
    const { pausedAt, answerBy, expiresAt, ...values } = (to ?? {}) as Values;
    const known = this.messages.get(message as string);
    if (to === null) this.messages.delete(message as string);
    else this.messages.set(message as string, { ...known, ...values, request: request as number });
    const moved = Object.entries({ pausedAt, answerBy, expiresAt }).filter(
      ([, value]) => value !== undefined,
    );
    Object.assign(this.requests.get(request as number) as Values, Object.fromEntries(moved));
  }

  private request({ type, actor }: Event, { request, to }: EventChange): void {
    const known = this.requests.get(request as number) ?? { answer: null };
    const { kind, ...values } = (to ?? {}) as Values;
    if (to === null) this.requests.delete(request as number);
    else if (kind !== undefined || type === 'request.withdrawn') {
      const { reason = null, message = null, until = null } = values;
      this.requests.set(request as number, {
        ...known,
        answer: { kind, reason, message, until, by: actor?.id ?? null },
      });
    } else this.requests.set(request as number, { ...known, ...values });
    const changed = this.requests.get(request as number);
    if (changed?.answer) changed.pausedAt = null;
  }
}

/** A thing of a kind whose events have all its values when it is new. */
function keep(things: Map<string, Values>, id: string, { to }: EventChange): void {
  if (to) things.set(id, { ...things.get(id), ...to });
  else things.delete(id);
}
