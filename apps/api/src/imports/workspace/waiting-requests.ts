import type { CappedImport, IntakeRule } from '@weir/contract';
import type { ExportedBoard } from '@weir/contract/workspace-exports';

/** A waiting request as the intake counts it. `requester`: the id here of a member or a guest. */
export type Waiting = { requester: string; isGuest: boolean; isExpedite: boolean };
/** The places of the intake of a board. `openPerRequester` null: a member can have as many as the depth. */
export type IntakePlaces = {
  depth: number;
  openPerRequester: number | null;
  openPerGuest: number;
  formDepth: number;
  isArchived: boolean;
};

/** The places of a board that the import makes. */
export function placesOf({ intake, archivedAt }: ExportedBoard): IntakePlaces {
  const { depth, openPerRequester, form } = intake;
  return {
    ...{ depth, openPerRequester, openPerGuest: form.openPerGuest, formDepth: form.depth },
    isArchived: archivedAt !== null,
  };
}

/**
 * Counts the waiting requests of one board as weir.enforce_intake does when the import adds them, one after another, with the same
 * order of the rules.
 */
export class IntakeRoom {
  private waiting = 0;
  private guests = 0;
  private expedite = 0;
  private readonly open = new Map<string, number>();
  private readonly refused = new Map<IntakeRule, { max: number; count: number }>();
  private found = 0;

  /** `here`: the requests that wait there already. */
  constructor(
    private readonly board: string,
    private readonly places: IntakePlaces,
    here: readonly Waiting[],
  ) {
    for (const request of here) this.take(request);
  }

  /** `canBeStored`: no other cap refuses the request. Only then it takes a place. */
  add(request: Waiting, canBeStored: boolean): void {
    this.found += 1;
    const over = this.ruleAgainst(request);
    if (over) this.refused.set(over.rule, { max: over.max, count: this.refusedBy(over.rule) + 1 });
    else if (canBeStored) this.take(request);
  }

  capped(): CappedImport[] {
    return [...this.refused].map(([cap, { max, count }]) => ({
      ...{ cap, max, found: this.found, of: this.board },
      leftOut: count,
    }));
  }

  private refusedBy(rule: IntakeRule): number {
    return this.refused.get(rule)?.count ?? 0;
  }

  private ruleAgainst({ requester, isGuest, isExpedite }: Waiting): { rule: IntakeRule; max: number } | null {
    const { depth, openPerRequester, openPerGuest, formDepth, isArchived } = this.places;
    const open = this.open.get(requester) ?? 0;
    if (isArchived) return { rule: 'archivedBoard', max: 0 };
    if (this.waiting >= depth) return { rule: 'depth', max: depth };
    if (isGuest && open >= openPerGuest) return { rule: 'openPerGuest', max: openPerGuest };
    if (!isGuest && openPerRequester !== null && open >= openPerRequester)
      return { rule: 'openPerRequester', max: openPerRequester };
    if (isGuest && this.guests >= formDepth) return { rule: 'formDepth', max: formDepth };
    if (isExpedite && this.expedite >= 1) return { rule: 'expediteClaims', max: 1 };
    return null;
  }

  private take({ requester, isGuest, isExpedite }: Waiting): void {
    this.waiting += 1;
    if (isGuest) this.guests += 1;
    if (isExpedite) this.expedite += 1;
    this.open.set(requester, (this.open.get(requester) ?? 0) + 1);
  }
}
