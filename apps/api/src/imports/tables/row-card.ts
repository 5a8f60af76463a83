import type { ImportFormat, ImportPlan, TableTarget } from '@weir/contract';
import { refOf, refsOf } from '../source/json-values.js';
import { noFacts, type SourceCard, type SourceValue, wholeCard } from '../source/source-card.js';
import { readInstant } from './dates.js';

type TablePlan = NonNullable<ImportPlan['table']>;

/** The card of a row, with its cells read by the plan. `ref`: its id if no cell has one. */
export function cardOfRow(
  ref: string,
  cells: readonly string[],
  { headers, dates }: TablePlan,
  format: ImportFormat,
): SourceCard {
  const all = (target: TableTarget) =>
    headers.flatMap((each, at) => (each === target && cells[at]?.trim() ? [cells[at].trim()] : []));
  const one = (target: TableTarget) => all(target)[0] ?? '';
  let unreadDates = 0;
  const instant = (target: TableTarget) => {
    const text = one(target);
    const read = text === '' ? null : readInstant(text, dates);
    if (text !== '' && read === null) unreadDates += 1;
    return read;
  };
  const id = one('id');
  const archived = one('archived');
  const archivedAt = archived === '' ? null : readInstant(archived, dates);
  const facts = {
    ...noFacts,
    column: refOf(one('column')),
    title: one('title'),
    description: one('description'),
    due: instant('dueOn')?.slice(0, 10) ?? null,
    createdAt: instant('createdAt'),
    startedAt: instant('startedAt'),
    deliveredAt: instant('deliveredAt'),
    updatedAt: instant('updatedAt'),
    archivedAt,
    isArchived: archivedAt !== null || /^(true|yes|ja|1|x|archived|archiviert)$/i.test(archived),
    labels: listed(all('labels')),
    // Jira has one person in a cell, whose name can have a comma.
    people: format === 'jira' ? all('people') : listed(all('people')),
    items: all('checklist').flatMap((cell) =>
      cell
        .split(/\r?\n/)
        .filter((text) => text.trim())
        .map(itemOf),
    ),
    comments: all('comment').map((cell) => commentOf(cell, dates)),
    links: [...all('link').flatMap(linksOf), ...(isUrl(id) ? [{ name: id, url: id }] : [])],
    values: headers.flatMap((target, at) => fieldValueOf(target, at, cells[at]?.trim() ?? '', dates)),
  };
  return wholeCard(refOf(id) ?? ref, { ...facts, unreadDates }, []);
}

/** The names in these cells. A cell can list several. Signs like `-` mean none. */
function listed(cells: string[]): string[] {
  const names = cells.flatMap((cell) => cell.split(/[,;\n]/).map((name) => name.trim()));
  return [...new Set(refsOf(names.filter((name) => /[\p{L}\p{N}\p{S}]/u.test(name))))];
}

/** Reads `[x] Measure` or `Measure`. */
function itemOf(text: string) {
  const [, mark = ' ', rest = text] = /^\s*(?:[-*]\s*)?\[([ xX])\]\s*(.*)$/.exec(text) ?? [];
  return { text: rest, done: mark.toLowerCase() === 'x' };
}

/** Jira writes `12/Mar/26 3:04 PM;ada;Text`. Other tables have only the text. */
function commentOf(cell: string, dates: TablePlan['dates']) {
  const [, when = '', name = '', text = ''] = /^([^;\n]{6,40});([^;\n]{1,200});([\s\S]+)$/.exec(cell) ?? [];
  const at = when === '' ? null : readInstant(when, dates);
  return at === null ? { by: null, name: null, at: null, text: cell } : { by: name, name, at, text };
}

/** Jira writes `12/Mar/26 3:04 PM;ada;plan.pdf;https://…`. Other tables have addresses. */
function linksOf(cell: string) {
  const parts = cell.split(';');
  const last = parts.at(-1)?.trim() ?? '';
  if (parts.length >= 3 && isUrl(last)) return [{ name: parts.at(-2)?.trim() || last, url: last }];
  return cell
    .split(/[\s,]+/)
    .filter(isUrl)
    .map((url) => ({ name: url, url }));
}

function isUrl(text: string): boolean {
  return /^https?:\/\/\S+$/.test(text);
}

function fieldValueOf(
  target: TableTarget,
  at: number,
  cell: string,
  dates: TablePlan['dates'],
): SourceValue[] {
  const field = String(at);
  if (cell === '') return [];
  switch (target) {
    case 'text':
    case 'choice':
      return [{ field, value: cell }];
    case 'number': {
      const number = Number(
        /^-?\d+,\d+$/.test(cell) ? cell.replace(',', '.') : cell.replace(/(?<=\d)[,' ](?=\d{3})/g, ''),
      );
      return [{ field, value: number }];
    }
    case 'date': {
      // What can't be read stays as it is. The plan leaves it out and notes that.
      return [{ field, value: readInstant(cell, dates)?.slice(0, 10) ?? cell }];
    }
    default:
      return [];
  }
}
