import type { SourceColumn } from '@weir/contract';
import type { ColumnKind } from '@weir/domain';

const queues =
  /^(backlog|to.?dos?|ideas?|inbox|icebox|open|new|next( up)?|ready|selected for development|triage|unstarted|planned|upcoming|later|someday|requests?|wish.?list|offen|ideen|neu|geplant|als n(ä|ae)chstes|eingang|anstehend|warteliste)\b(?! (for|to) (review|test|qa|deploy|release))|\bto.?dos?$/i;
const inWork =
  /\b(doing|wip|work|progress|develop|review|test|qa|check|approv|deploy|block|wait|on hold|paus)|arbeit|l(ä|ae)uft|pr(ü|ue)f|blockiert|wart|pausiert/i;
const done =
  /\b(done|completed?|closed|finished|released|shipped|delivered|deployed|live|resolved|erledigt|fertig|abgeschlossen|ausgeliefert|geschlossen)\b/i;
const cancelled =
  /\b(cancell?ed|won.?t (do|fix)|duplicate|rejected|declined|abgebrochen|verworfen|abgelehnt)\b/i;

type Column = Pick<SourceColumn, 'name' | 'isDone'>;

/**
 * Guesses the kinds of the columns of another tool's board, in their order. With three or more columns, the first one is the queue
 * and the last one is done if no column says so, unless their names sound like work.
 */
export function kindsOfColumns(columns: readonly Column[]): (ColumnKind | null)[] {
  const kinds = columns.map(kindOfColumn);
  const isUnclear = (at: number) => kinds[at] === 'active' && !inWork.test(columns[at]?.name ?? '');
  const [first, last] = [
    kinds.findIndex((kind) => kind !== null),
    kinds.findLastIndex((kind) => kind !== null),
  ];
  const isEnough = kinds.filter((kind) => kind !== null).length >= 3;
  if (isEnough && !kinds.includes('queue') && isUnclear(first)) kinds[first] = 'queue';
  if (isEnough && !kinds.includes('done') && isUnclear(last)) kinds[last] = 'done';
  return kinds;
}

/** The kind of a column of another tool, guessed from its name if the tool does not say that it is done. Null: it is for cancelled work. */
export function kindOfColumn({ name, isDone }: Column): ColumnKind | null {
  if (isDone) return 'done';
  if (cancelled.test(name)) return null;
  if (done.test(name)) return 'done';
  return queues.test(name.trim()) ? 'queue' : 'active';
}
