import {
  type EventType,
  eventSchema,
  eventTypes,
  type WorkspaceEventType,
  workspaceEventSchema,
  workspaceEventTypes,
} from '@weir/contract';
import { z } from 'zod';
import { open } from './growth.js';
import { componentsOf } from './schemas.js';

type Json = Record<string, unknown>;
type Schemas = Record<string, Json>;

const seq = { type: 'integer', minimum: 0 };
const resync = {
  name: 'resync',
  title: 'Read the board again',
  contentType: 'application/json',
};

/** The event streams as AsyncAPI 3, from the contract’s schemas. The messages of a stream are named as the types of events. */
export function asyncDocument(): Json {
  const schemas: Schemas = {};
  const ofBoard = eventTypes.map((type) => boardMessage(type, schemas));
  const ofBoards = eventTypes.map((type) => entryMessage(type, schemas));
  const ofLog = workspaceEventTypes.map((type) => logMessage(type, schemas));
  open(schemas);
  const board = messagesOf([...ofBoard, { ...resync, payload: payloadOf({ seq }) }]);
  const boardOrNull = { type: ['string', 'null'] };
  const workspace = messagesOf([
    ...ofBoards,
    ...ofLog,
    { ...resync, payload: payloadOf({ board: boardOrNull, seq }) },
  ]);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Weir: event streams',
      version: '1',
      description:
        'Server-sent events over HTTP. Call the address of a channel with `Accept: text/event-stream` and `Authorization: Bearer …`. `event` of a message is the type of what happened, `data` the payload as JSON, and `id` the position: send the last one as `Last-Event-ID` to resume without a gap. `resync` says to read a board again; go on from its `id`. With `names=false` messages have no `event`, so a listener for `message` gets all of them, and a resync has `"type": "resync"` in its data. Comments (`: here`) come every 1.5 seconds. Ignore types and properties that you do not know. The calls themselves are in `/v1/openapi.json`.',
    },
    defaultContentType: 'application/json',
    servers: {
      api: { host: '{host}', protocol: 'https', variables: { host: { description: 'Of your server.' } } },
    },
    channels: {
      boardEvents: {
        address: '/v1/workspaces/{workspace}/boards/{board}/events',
        description: 'The events of one board, in order and without a gap: `seq` counts them.',
        parameters: parametersOf(['workspace', 'board']),
        messages: board,
      },
      workspaceEvents: {
        address: '/v1/workspaces/{workspace}/events',
        description:
          'The events of all boards, in order within each, and of the workspace itself. Of several messages that are sent together only the last has an `id`.',
        parameters: parametersOf(['workspace']),
        messages: workspace,
      },
    },
    operations: {
      receiveBoardEvents: operationOf('boardEvents', Object.keys(board)),
      receiveWorkspaceEvents: operationOf('workspaceEvents', Object.keys(workspace)),
    },
    components: { schemas },
  };
}

type Message = { name: string; title?: string; contentType?: string; payload: Json };

function boardMessage(type: EventType, schemas: Schemas): Message {
  return { name: type, payload: refTo(eventSchema(type), schemas) };
}

function entryMessage(type: EventType, schemas: Schemas): Message {
  const board = payloadOf({ key: { type: 'string' }, name: { type: 'string' } });
  return { name: type, payload: payloadOf({ board, event: refTo(eventSchema(type), schemas) }) };
}

function logMessage(type: WorkspaceEventType, schemas: Schemas): Message {
  const event = refTo(workspaceEventSchema(type), schemas);
  return { name: type, payload: payloadOf({ board: { type: 'null' }, event }) };
}

function refTo(schema: z.ZodType, schemas: Schemas): Json {
  const found = componentsOf(schema, 'output', 'draft-07');
  Object.assign(schemas, found.components);
  return found.schema;
}

function payloadOf(properties: Schemas): Json {
  return { type: 'object', required: Object.keys(properties), properties };
}

/** Names of messages have no dot: tools make types and functions of them. */
function messagesOf(messages: readonly Message[]): Record<string, Message> {
  return Object.fromEntries(messages.map((message) => [message.name.replaceAll('.', '_'), message]));
}

function parametersOf(names: readonly ('workspace' | 'board')[]) {
  const described = { workspace: 'The slug of the workspace.', board: 'The key of the board.' };
  return Object.fromEntries(names.map((name) => [name, { description: described[name] }]));
}

function operationOf(channel: string, messages: readonly string[]) {
  return {
    action: 'receive',
    channel: { $ref: `#/channels/${channel}` },
    messages: messages.map((name) => ({ $ref: `#/channels/${channel}/messages/${name}` })),
  };
}
