import { templateKinds, unknownVariables } from '@weir/domain';
import { z } from 'zod';
import { Id } from '../values/names.js';
import { line, prose } from '../values/text.js';
import { Instant } from '../values/time.js';
import { AnswerKind, NotNowReason } from '../values/vocabulary.js';

const TemplateMessage = prose(2000, 10).superRefine((text, ctx) => {
  const unknown = unknownVariables(text);
  if (unknown.length === 0) return;
  const names = unknown.map((name) => `{{${name}}}`).join(', ');
  ctx.addIssue({ code: 'custom', message: 'templateVariables', params: { names, count: unknown.length } });
});

/** A prepared answer. Variables such as `{{requester}}` are filled in before it is sent. */
const template = {
  name: line(60),
  kind: AnswerKind.extract(templateKinds),
  reason: NotNowReason.nullable(),
  message: TemplateMessage,
};

export const AnswerTemplate = z
  .strictObject({ id: Id, version: z.int().min(1), ...template, createdAt: Instant })
  .meta({ id: 'AnswerTemplate' });
export type AnswerTemplate = z.infer<typeof AnswerTemplate>;

/** All templates, sorted by name. */
export const AnswerTemplateList = z
  .strictObject({ items: z.array(AnswerTemplate) })
  .meta({ id: 'AnswerTemplateList' });
export type AnswerTemplateList = z.infer<typeof AnswerTemplateList>;

/** A board has at most 50, each with its own name. */
export const NewAnswerTemplate = z.strictObject(template).meta({ id: 'NewAnswerTemplate' });
export type NewAnswerTemplate = z.infer<typeof NewAnswerTemplate>;

export const AnswerTemplateChange = NewAnswerTemplate.partial().meta({ id: 'AnswerTemplateChange' });
export type AnswerTemplateChange = z.infer<typeof AnswerTemplateChange>;
