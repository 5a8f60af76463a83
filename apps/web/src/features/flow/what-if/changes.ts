import type { Board, ClassOfService, Limit } from '@weir/contract';
import { classesOfService } from '@weir/domain';

/**
 * A place whose maximum can be changed. `id`: the id of an active column, or `board`. `warnsAt`: the maximum of a limit that only warns.
 * The simulation ignores such a limit.
 */
export type Place = { id: string; name: string | null; max: number | null; warnsAt: number | null };

/** What the board has now. */
export type BoardNow = {
  places: readonly Place[];
  depth: number;
  timeZone: string;
  /** The last day of the running trial of limits. */
  trialEndsOn: string | null;
};

/** The share of each class among new cards and requests, in percent; null for an empty field. */
export type Mix = Readonly<Record<ClassOfService, number | null>>;

/** What would be different; only what differs from now. A maximum that is null limits nothing. */
export type Changes = {
  limits: Readonly<Record<string, number | null>>;
  depth: number | null;
  staffing: number;
  mix: Mix | null;
};

export const noChanges: Changes = { limits: {}, depth: null, staffing: 100, mix: null };

export function boardNow({ columns, limits, intake, timeZone }: Board): BoardNow {
  const maxima = (limit: Pick<Limit, 'max' | 'mode'> | null | undefined) => ({
    max: limit && limit.mode !== 'warn' ? limit.max : null,
    warnsAt: limit?.mode === 'warn' ? limit.max : null,
  });
  const ofBoard = limits.filter(({ scope }) => scope === 'board');
  return {
    places: [
      ...columns
        .filter(({ kind }) => kind === 'active')
        .map(({ id, name, limit }) => ({ id, name, ...maxima(limit) })),
      { id: 'board', name: null, ...maxima(ofBoard.find(({ mode }) => mode !== 'warn') ?? ofBoard[0]) },
    ],
    depth: intake.depth,
    timeZone,
    trialEndsOn: limits.find(({ trial }) => trial)?.trial?.endsOn ?? null,
  };
}

export function hasChanges({ limits, depth, staffing, mix }: Changes): boolean {
  return Object.keys(limits).length > 0 || depth !== null || staffing !== 100 || mix !== null;
}

/** What the address says. Anything else in it says nothing, and what is as it is now is no change. */
export function readChanges(query: URLSearchParams, now: BoardNow): Changes {
  const limits: Record<string, number | null> = {};
  for (const each of (query.get('limits') ?? '').split(',')) {
    const [id = '', text = ''] = each.split(':');
    const place = now.places.find((one) => one.id === id);
    const max = text === 'none' ? null : wholeNumber(text);
    if (place && max !== undefined && max !== place.max) limits[id] = max;
  }
  const depth = wholeNumber(query.get('depth') ?? '') ?? now.depth;
  const staffing = wholeNumber(query.get('staffing') ?? '') ?? 100;
  return { limits, depth: depth === now.depth ? null : depth, staffing, mix: readMix(query.get('mix')) };
}

/** The query of the page and of the API. */
export function writeChanges({ limits, depth, staffing, mix }: Changes): URLSearchParams {
  const query = new URLSearchParams();
  const places = Object.entries(limits).map(([id, max]) => `${id}:${max ?? 'none'}`);
  if (places.length > 0) query.set('limits', places.join(','));
  if (depth !== null) query.set('depth', `${depth}`);
  if (staffing !== 100) query.set('staffing', `${staffing}`);
  if (mix)
    query.set(
      'mix',
      sharesOf(mix)
        .map(([name, share]) => `${name}:${share}`)
        .join(','),
    );
  return query;
}

/** The changes with another maximum of a place. */
export function withLimit(changes: Changes, { id, max: now }: Place, max: number | null): Changes {
  const { [id]: _, ...others } = changes.limits;
  return { ...changes, limits: max === now ? others : { ...others, [id]: max } };
}

export const sumOf = (mix: Mix): number => sharesOf(mix).reduce((sum, [, share]) => sum + share, 0);

/** The API refuses shares that don’t add up to 100. */
export const isMixWrong = (mix: Mix | null): mix is Mix => mix !== null && sumOf(mix) !== 100;

/** The classes with a share above 0, from the most urgent to the least. */
export function sharesOf(mix: Mix): [ClassOfService, number][] {
  return classesOfService.flatMap((name): [ClassOfService, number][] => {
    const share = mix[name] ?? 0;
    return share > 0 ? [[name, share]] : [];
  });
}

function readMix(text: string | null): Mix | null {
  const mix: Record<ClassOfService, number> = { expedite: 0, fixedDate: 0, standard: 0, intangible: 0 };
  for (const each of (text ?? '').split(',')) {
    const [id = '', share = ''] = each.split(':');
    const name = classesOfService.find((one) => one === id);
    if (name) mix[name] = wholeNumber(share) ?? 0;
  }
  return isMixWrong(mix) ? null : mix;
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,4}$/.test(text) ? Number(text) : undefined;
}
