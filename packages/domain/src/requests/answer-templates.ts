/** What a template of an answer may name as `{{title}}`. */
export const templateVariables = [
  'requester',
  'title',
  'ref',
  'board',
  'until',
  'answerBy',
  'position',
] as const;
export type TemplateVariable = (typeof templateVariables)[number];

export type TemplateValues = Partial<Record<TemplateVariable, string | number | null>>;

const variable = /\{\{([^{}]*)\}\}/g;

/** What a text names that no template can fill in, each once, in the order of the text. */
export function unknownVariables(text: string): string[] {
  const named = [...text.matchAll(variable)].map(([, name = '']) => name.trim());
  return [...new Set(named.filter((name) => !isVariable(name)))];
}

/**
 * The text with its variables filled in. One that has no value (no `until` is chosen yet) stays as it stands, so that
 * it is seen. Values are taken as they are: a title that reads `{{until}}` is not filled in again.
 */
export function fillTemplate(text: string, values: TemplateValues): string {
  return text.replace(variable, (asItStands, inside: string) => {
    const name = inside.trim();
    return isVariable(name) ? `${values[name] ?? asItStands}` : asItStands;
  });
}

function isVariable(name: string): name is TemplateVariable {
  return templateVariables.some((each) => each === name);
}
