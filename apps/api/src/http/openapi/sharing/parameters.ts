import type { OpenAPIObject } from '@nestjs/swagger';
import { capitalised } from './names.js';

type Parameter = { name: string; in: string };

/**
 * Moves parameters that several calls have in common to the document's components. Two of the same name that differ are named after
 * what is before them in the path, or after their place: `InvitationsToken`, `TeamInQuery`.
 */
export function shareParameters(document: OpenAPIObject): void {
  const uses = new Map<
    string,
    { parameter: Parameter; where: { path: string; at: Parameter[]; index: number }[] }
  >();
  const { webhooks = {} } = document as { webhooks?: object };
  for (const [path, item] of Object.entries({ ...document.paths, ...webhooks }))
    for (const { parameters = [] } of Object.values(item as Record<string, { parameters?: Parameter[] }>))
      for (const [index, parameter] of parameters.entries()) {
        const form = JSON.stringify(sorted(parameter));
        const use = uses.get(form) ?? { parameter, where: [] };
        use.where.push({ path, at: parameters, index });
        uses.set(form, use);
      }
  const shared: Record<string, Parameter> = {};
  for (const { parameter, where } of uses.values()) {
    const [first] = where;
    if (where.length < 2 || !first) continue;
    const name = nameOf(parameter);
    const free = name in shared ? otherNameOf(parameter, first.path) : name;
    if (free in shared) continue;
    shared[free] = parameter;
    for (const { at, index } of where) at[index] = { $ref: `#/components/parameters/${free}` } as never;
  }
  document.components = { ...document.components, parameters: shared as never };
}

function sorted(parameter: Parameter): object {
  return Object.fromEntries(Object.entries(parameter).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** “IfMatch”, “Workspace”. */
function nameOf({ name }: Parameter): string {
  return name
    .split(/[^A-Za-z]+/)
    .map(capitalised)
    .join('');
}

function otherNameOf(parameter: Parameter, path: string): string {
  const parts = path.split('/');
  const at = parts.indexOf(`{${parameter.name}}`);
  if (at < 0) return `${nameOf(parameter)}In${capitalised(parameter.in)}`;
  return `${nameOf({ name: parts[at - 1] ?? '', in: 'path' })}${nameOf(parameter)}`;
}
