import { Injectable } from '@nestjs/common';
import { boardDocuments } from './documents/boards.js';
import { cardDocuments, linkDocuments, waitDocuments } from './documents/cards.js';
import { requestDocuments } from './documents/requests.js';
import { limitDocuments, personDocuments, teamDocuments, workspaceDocument } from './documents/workspace.js';
import type { Snapshot } from './snapshot.js';
import { cardRows, fieldNames, requestRows } from './tables.js';

const lists = {
  people: personDocuments,
  teams: teamDocuments,
  boards: boardDocuments,
  limits: limitDocuments,
  requests: requestDocuments,
  cards: cardDocuments,
  links: linkDocuments,
  waits: waitDocuments,
};
type ListName = keyof typeof lists;
/** In the order of the file: what refers to others comes after them. */
export const listNames = Object.keys(lists) as ListName[];

/** Few, because one can have a megabyte of comments. */
const atOnce = 50;
export type CardRow = Record<string, unknown> & { fields: Record<string, string> };
export type RequestRow = Record<string, unknown>;

/** What an export reads, some rows at a time. */
@Injectable()
export class ExportsRepository {
  async workspace(snapshot: Snapshot, workspaceId: string): Promise<object> {
    const found: object[] = [];
    for await (const rows of snapshot.rows<{ document: object }>(workspaceDocument, [workspaceId], 1))
      found.push(...rows.map(({ document }) => document));
    return found[0] as object;
  }

  async *documents(snapshot: Snapshot, workspaceId: string, name: ListName): AsyncGenerator<object[]> {
    for await (const rows of snapshot.rows<{ document: object }>(lists[name], [workspaceId], atOnce))
      yield rows.map(({ document }) => document);
  }

  async fieldNames(snapshot: Snapshot, workspaceId: string): Promise<string[]> {
    const names: string[] = [];
    for await (const rows of snapshot.rows<{ name: string }>(fieldNames, [workspaceId], 1000))
      names.push(...rows.map(({ name }) => name));
    return names;
  }

  cards(snapshot: Snapshot, workspaceId: string): AsyncGenerator<CardRow[]> {
    return snapshot.rows<CardRow>(cardRows, [workspaceId], atOnce);
  }

  requests(snapshot: Snapshot, workspaceId: string): AsyncGenerator<RequestRow[]> {
    return snapshot.rows<RequestRow>(requestRows, [workspaceId], atOnce);
  }
}
