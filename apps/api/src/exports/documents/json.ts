/**
 * The SQL of JSON values. Each query of an export has one column, `document`, in the shape of the contract's schemas of exports.
 * $1 is the workspace.
 */
export const list = (values: string, order: string, from: string) =>
  `(SELECT coalesce(jsonb_agg(${values} ORDER BY ${order}), '[]') FROM ${from})`;
export const object = (values: Readonly<Record<string, string>>) =>
  `jsonb_build_object(${Object.entries(values)
    .map(([name, value]) => `'${name}', ${value}`)
    .join(', ')})`;
