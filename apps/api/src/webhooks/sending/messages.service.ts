import { Injectable } from '@nestjs/common';
import {
  changedCards,
  changedRequests,
  type Event,
  eventTypes,
  type FeedEntry,
  type ThinData,
  workspaceEventsForReaders,
} from '@weir/contract';
import { defaultLanguage, worded } from '@weir/words';
import { createWords } from '@weir/words/catalogue';
import { MessagesRepository } from './messages.repository.js';
import type { OutgoingMessage } from './webhook-client.js';

/** The source of a workspace’s own events. */
export const workspaceSource = '00000000-0000-0000-0000-000000000000';

export type Wanted = { slug: string; types: readonly string[]; payload: 'full' | 'thin' };
type EventMessage = OutgoingMessage & { seq: number };
/** The messages after a seq, and up to where the events were looked at. */
export type MessageBatch = { messages: EventMessage[]; upTo: number };

/** How many events are looked at, and how many sent, before the next are read: all of them are in memory. */
const mostScanned = 500;
const aBatch = 10;
/** The longest event that is sent in full, in bytes. Of a longer one its receiver gets a thin message. */
const longestEvent = 256 * 1024;

/** Makes the messages of a webhook from the events of a source. */
@Injectable()
export class MessagesService {
  private readonly words = createWords(defaultLanguage);

  constructor(private readonly repository: MessagesRepository) {}

  async after(
    { workspaceId, sourceId }: { workspaceId: string; sourceId: string },
    { seq, lastSeq }: { seq: number; lastSeq: number },
    wanted: Wanted,
  ): Promise<MessageBatch> {
    const upTo = Math.min(lastSeq, seq + mostScanned);
    const types = typesOf(sourceId, wanted.types);
    if (types.length === 0) return { messages: [], upTo: lastSeq };
    const range = { workspaceId, sourceId, after: seq, upTo };
    const rows = await this.repository.entries(range, types, { most: aBatch, longest: longestEvent });
    const messages = rows.map(({ seq, entry, isLong }) => ({
      seq,
      ...this.messageOf(sourceId, seq, entry, { ...wanted, payload: isLong ? 'thin' : wanted.payload }),
    }));
    return { messages, upTo: rows.length === aBatch ? (rows.at(-1)?.seq ?? upTo) : upTo };
  }

  /** The message of one event as it would be sent now; null if there is no such event. */
  async one(
    { workspaceId, sourceId, seq }: { workspaceId: string; sourceId: string; seq: number },
    wanted: Wanted,
  ): Promise<OutgoingMessage | null> {
    const { messages } = await this.after(
      { workspaceId, sourceId },
      { seq: seq - 1, lastSeq: seq },
      { ...wanted, types: [] },
    );
    return messages[0] ?? null;
  }

  private messageOf(
    sourceId: string,
    seq: number,
    entry: FeedEntry,
    { slug, payload }: Wanted,
  ): OutgoingMessage {
    const { event } = entry;
    const full = { workspace: slug, ...entry };
    const data = payload === 'full' ? worded(this.words, full) : thinDataOf(slug, entry);
    return {
      id: sourceId === workspaceSource ? `evt_${idOf(event)}` : `evt_${sourceId}_${seq}`,
      type: event.type,
      body: JSON.stringify({ type: event.type, timestamp: event.at, data }),
    };
  }
}

/** The types of this source’s events that are sent; without types all of them. */
function typesOf(sourceId: string, types: readonly string[]): readonly string[] {
  const possible: readonly string[] = sourceId === workspaceSource ? workspaceEventsForReaders : eventTypes;
  return types.length === 0 ? possible : possible.filter((type) => types.includes(type));
}

function thinDataOf(workspace: string, { board, event }: FeedEntry): ThinData {
  if (!isOfBoard(event)) return { workspace, board: null, seq: null, id: event.id, cards: [], requests: [] };
  const { seq } = event;
  return { workspace, board, seq, id: null, cards: changedCards(event), requests: changedRequests(event) };
}

function idOf(event: FeedEntry['event']): string {
  return isOfBoard(event) ? String(event.seq) : event.id;
}

function isOfBoard(event: FeedEntry['event']): event is Event {
  return 'seq' in event;
}
