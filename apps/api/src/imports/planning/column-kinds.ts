import type { ColumnKind } from '@weir/domain';

const queues =
  /^(backlog|to.?dos?|ideas?|inbox|icebox|open|new|next( up)?|ready|selected for development|triage|unstarted|planned|upcoming|later|someday|requests?|wish.?list|offen|ideen|neu|geplant|als n(ä|ae)chstes|eingang|anstehend|warteliste)\b(?! (for|to) (review|test|qa|deploy|release))/i;
const done =
  /\b(done|completed?|closed|finished|released|shipped|delivered|deployed|live|resolved|erledigt|fertig|abgeschlossen|ausgeliefert|geschlossen)\b/i;
const cancelled =
  /\b(cancell?ed|won.?t (do|fix)|duplicate|rejected|declined|abgebrochen|verworfen|abgelehnt)\b/i;

/** The kind of a column of another tool, guessed from its name. Null: it is for cancelled work. */
export function kindOfName(name: string): ColumnKind | null {
  if (cancelled.test(name)) return null;
  if (done.test(name)) return 'done';
  return queues.test(name.trim()) ? 'queue' : 'active';
}
