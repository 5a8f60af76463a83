import type { OpenAPIObject } from '@nestjs/swagger';
import { boardTexts } from './texts/properties/board.js';
import { schemaTexts } from './texts/properties/by-schema.js';
import { cardTexts } from './texts/properties/cards.js';
import { creditTexts } from './texts/properties/credits.js';
import { eventTexts } from './texts/properties/events.js';
import { digestTexts } from './texts/properties/flow/digest.js';
import { flowTexts } from './texts/properties/flow/flow.js';
import { forecastTexts } from './texts/properties/flow/forecasts.js';
import { scoreTexts } from './texts/properties/flow/scores.js';
import { serviceLevelTexts } from './texts/properties/flow/service-levels.js';
import { trialTexts } from './texts/properties/flow/trials.js';
import { whatIfTexts } from './texts/properties/flow/what-if.js';
import { importTexts } from './texts/properties/imports.js';
import { operationsTexts } from './texts/properties/operations.js';
import { problemTexts } from './texts/properties/problems.js';
import type { PropertyTexts } from './texts/properties/property-texts.js';
import { requestTexts } from './texts/properties/requests.js';
import { restTexts } from './texts/properties/rest.js';
import { valueTexts } from './texts/properties/values.js';
import { waitTexts } from './texts/properties/waits.js';
import { webhookTexts } from './texts/properties/webhooks.js';
import { workspaceTexts } from './texts/properties/workspace.js';

type Schema = {
  type?: string | string[];
  format?: string;
  enum?: unknown;
  const?: unknown;
  pattern?: string;
  description?: string;
  example?: unknown;
  anyOf?: Schema[];
};

const texts: PropertyTexts = {
  ...valueTexts,
  ...boardTexts,
  ...cardTexts,
  ...requestTexts,
  ...workspaceTexts,
  ...importTexts,
  ...eventTexts,
  ...problemTexts,
  ...operationsTexts,
  ...webhookTexts,
  ...waitTexts,
  ...forecastTexts,
  ...flowTexts,
  ...restTexts,
  ...serviceLevelTexts,
  ...digestTexts,
  ...creditTexts,
  ...scoreTexts,
  ...whatIfTexts,
  ...trialTexts,
  ...schemaTexts,
};

/** Says what every property means, with an example of it. `texts/properties` has the words. */
export function describeProperties(document: OpenAPIObject): void {
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) describe(schema, [name]);
  for (const item of Object.values(document.paths))
    for (const { requestBody, responses } of Object.values(item as Record<string, Record<string, unknown>>))
      describe([requestBody, responses], ['']);
  const { webhooks = {} } = document as { webhooks?: object };
  describe(webhooks, ['WebhookEvent']);
}

function describe(value: unknown, path: readonly string[]): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key !== 'properties' || typeof inner !== 'object' || !('type' in value)) describe(inner, path);
    else
      for (const [name, property] of Object.entries(inner as Record<string, Schema>)) {
        describeProperty(property, [...path, name]);
        describe(property, [...path, name]);
      }
  }
}

function describeProperty(property: Schema, path: readonly string[]): void {
  const text = textOf(path);
  if (text === undefined) return;
  const [description, example] = typeof text === 'string' ? [text] : text;
  property.description ??= description;
  if (example !== undefined && isOfItsType(property, example)) property.example ??= example;
}

function textOf(path: readonly string[]) {
  const [schema = '', name = '', parent = ''] = [path[0], path.at(-1), path.at(-2)];
  const family = /(Problem|Event)$/.exec(schema)?.[1];
  const keys = [
    `${schema}.${parent}.${name}`,
    `${parent}.${name}`,
    `${schema}.${name}`,
    `${family}.${name}`,
    name,
  ];
  return texts[keys.find((key) => Object.hasOwn(texts, key)) ?? ''];
}

/** Whether an example shows something that the type alone does not: a format and a list of values say it themselves. */
function isOfItsType(
  { type, format, enum: values, const: only, pattern, anyOf }: Schema,
  example: string | number,
): boolean {
  if (anyOf) return anyOf.some((each) => isOfItsType(each, example));
  if (format !== undefined || values !== undefined || only !== undefined) return false;
  if (pattern !== undefined && !new RegExp(pattern).test(String(example))) return false;
  const types = [type].flat();
  return typeof example === 'string'
    ? types.includes('string')
    : types.includes('integer') || types.includes('number');
}
