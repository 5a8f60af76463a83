import { messageTypes, WebhookEvent, webhookEvent, webhookMessage } from '@weir/contract';
import { componentsOf } from './schemas.js';

type Json = Record<string, unknown>;

const header = (name: string, description: string, example: string) => ({
  name,
  in: 'header',
  required: true,
  description,
  example,
  schema: { type: 'string' },
});

const headers = [
  header(
    'webhook-id',
    'The id of the message: the same for each attempt, and each replay.',
    'evt_0198c0de_417',
  ),
  header('webhook-timestamp', 'When this attempt was made, in seconds since 1970.', '1772355600'),
  header(
    'webhook-signature',
    'By each valid secret one signature, between spaces: `v1,` and the base64 of an HMAC-SHA256, as Standard Webhooks say.',
    'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
  ),
];

/** The messages that webhooks send, as `webhooks` of OpenAPI 3.1, and the schemas that they need. */
export function webhookOperations(): { webhooks: Record<string, Json>; schemas: Record<string, Json> } {
  const schemas: Record<string, Json> = {};
  const webhooks = messageTypes.map((type) => {
    const schema = schemaOf(type, schemas);
    const post = {
      operationId: `on${capitalised(type)}`,
      summary: `A webhook sends ${type}`,
      description: 'Answer with any 2xx within ten seconds. After any other answer it is sent again.',
      tags: ['Webhooks'],
      security: [],
      parameters: [...headers],
      requestBody: { required: true, content: { 'application/json': { schema } } },
      responses: {
        '2XX': { description: 'The message was taken.' },
        default: {
          description: 'The message is sent again, for three days. After 410 the webhook is turned off.',
        },
      },
    };
    return [type, { post }];
  });
  return { webhooks: Object.fromEntries(webhooks), schemas };
}

/** The messages of events differ in their type and their event. */
function schemaOf(type: string, schemas: Record<string, Json>): Json {
  const event = webhookEvent(type);
  const [base, own] = event ? [WebhookEvent, event] : [webhookMessage(type)];
  const parts = [base, ...(own ? [own] : [])].map((part) => componentsOf(part, 'output'));
  for (const { components } of parts) Object.assign(schemas, components);
  const [message, ofType] = parts.map(({ schema }) => schema);
  if (!ofType) return message as Json;
  const properties = { type: { const: type }, data: { properties: { event: ofType } } };
  return { allOf: [message, { properties }] };
}

function capitalised(type: string): string {
  return type.replace(/(^|\.)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
}
