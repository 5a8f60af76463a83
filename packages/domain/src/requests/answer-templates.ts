/** The kinds of answer that have templates. */
export const templateKinds = ['accept', 'trade', 'decline', 'defer', 'redirect'] as const;

/** The variables of an answer template, written as `{{title}}`. */
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

/** The variables in a text that do not exist, each once, in the order of the text. */
export function unknownVariables(text: string): string[] {
  const named = [...text.matchAll(variable)].map(([, name = '']) => name.trim());
  return [...new Set(named.filter((name) => !isVariable(name)))];
}

/**
 * Fills in the variables. One without a value (no `until` chosen yet) stays as it is, so that people see it.
 * Values are inserted once: a title that contains `{{until}}` is not filled in again.
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
