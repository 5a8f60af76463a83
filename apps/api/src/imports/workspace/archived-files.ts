import type { Archive } from '../reading/archive.js';
import type { SourceRecord } from '../source/source-card.js';

/** The records, whose cards keep only those attachments of which the archive has the content. Null: there is no archive. */
export function withFiles(records: readonly SourceRecord[], archive: Archive | null): SourceRecord[] {
  return records.map((each) => {
    if (each.kind !== 'exportedCard') return each;
    const attachments = each.record.attachments.filter(({ id, bytes }) => archive?.has(id, bytes));
    const filesMissing = each.record.attachments.length - attachments.length;
    return { ...each, record: { ...each.record, attachments, ...(filesMissing > 0 && { filesMissing }) } };
  });
}
