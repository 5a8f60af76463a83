import type { ImportFormat, TableTarget } from '@weir/contract';

/** The tool that made a table, by its headers; `csv` for any other table. */
export function formatOfHeaders(headers: readonly string[]): ImportFormat {
  const has = (name: string) => headers.some((header) => header.trim().toLowerCase() === name);
  if (has('issue key') && has('summary')) return 'jira';
  if (has('id') && has('team') && has('title')) return 'linear';
  if (has('title') && has('url') && (has('status') || has('assignees'))) return 'github';
  return 'csv';
}

/** The meanings of headers: of other tools, and of people’s own tables in English and German. */
const meanings: Partial<Record<TableTarget, RegExp>> = {
  title: /^(title|name|summary|subject|task|task name|card|card name|card title|titel|aufgabe|betreff)$/,
  description: /^(description|card description|desc|notes?|body|details|beschreibung|notiz(en)?)$/,
  column: /^(status|state|list|list name|column|stage|section|section\/column|phase|spalte|liste|zustand)$/,
  labels: /^(labels?|tags?|etiketten|schlagw(ö|oe)rter|kategorien?)$/,
  people:
    /^(assignees?|assigned to|owner|members?|who|zugewiesen( an)?|zust(ä|ae)ndig(e|er)?|verantwortlich(e|er)?|bearbeiter(in)?|wer)$/,
  dueOn: /^(due|due date|due on|deadline|target date|f(ä|ae)llig( am)?|f(ä|ae)lligkeitsdatum|frist)$/,
  createdAt: /^(created|created at|date created|creation date|created date|erstellt( am)?|angelegt( am)?)$/,
  startedAt: /^(started|started at|start|start date|custom field \(start date\)|begonnen( am)?|startdatum)$/,
  deliveredAt:
    /^(completed|completed at|date completed|done at|finished|finished at|closed|closed at|resolved|erledigt am|abgeschlossen am)$/,
  updatedAt:
    /^(updated|updated at|last modified|last activity|last activity date|ge(ä|ae)ndert( am)?|aktualisiert( am)?)$/,
  archived: /^(archived|archiviert)$/,
  checklist: /^(checklist|checklist items?|subtasks?|checkliste|unteraufgaben?)$/,
  comment: /^(comments?|kommentare?)$/,
  link: /^(attachments?|attachment links?|links?|anh(ä|ae)nge)$/,
  id: /^(id|key|issue key|card id|task id|issue id|identifier|url|nummer)$/,
  number: /^(estimate|points|story points|custom field \(story points\)|sch(ä|ae)tzung|aufwand)$/,
  choice: /^(priority|issue type|type|project|size|severity|priorit(ä|ae)t|typ|projekt)$/,
};

/** A card can have several of these. Of all others, only the first header with that meaning counts. */
const repeated: ReadonlySet<TableTarget> = new Set([
  'labels',
  'people',
  'comment',
  'link',
  'checklist',
  'number',
  'choice',
  'text',
  'date',
]);

/** Guesses the target of each header from its name. Without a title header, the first column is the title. */
export function targetsOf(headers: readonly string[]): TableTarget[] {
  const taken = new Set<TableTarget>();
  const targets = headers.map((header) => {
    const name = header.trim().toLowerCase();
    const [target = 'nothing'] = (Object.keys(meanings) as TableTarget[]).filter((each) =>
      meanings[each]?.test(name),
    );
    if (!repeated.has(target) && taken.has(target)) return 'nothing';
    taken.add(target);
    return target;
  });
  if (taken.has('title')) return targets;
  return targets.map((target, at) => (at === 0 ? 'title' : target));
}

/** What a custom field is called on the board. Jira writes `Custom field (Team)` in its headers. */
export function fieldNameOf(header: string): string {
  return /^custom field \((.+)\)$/i.exec(header)?.[1] ?? header;
}

/** Where the columns are that have the id of a person, and the name for it. Jira names the authors of comments only by their ids. */
export function namedPeople(headers: readonly string[]): { id: number; name: number }[] {
  return headers.flatMap((header, id) => {
    const [, role] = /^(assignee|reporter|creator) id$/i.exec(header) ?? [];
    const name = headers.findIndex(
      (other) => role !== undefined && other.toLowerCase() === role.toLowerCase(),
    );
    return name === -1 ? [] : [{ id, name }];
  });
}
