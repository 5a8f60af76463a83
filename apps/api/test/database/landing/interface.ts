/** The parts of a database that an application uses: tables, types, views, and the functions that its code names. */
export type Interface = {
  tables: Map<string, Table>;
  /** The values of enums, and the fields of composite types. */
  types: Map<string, string[]>;
  /** Functions by name: arguments and result. A name can have several. */
  functions: Map<string, Signature[]>;
  views: Set<string>;
};
type Table = { columns: Map<string, string>; constraints: Set<string> };
type Signature = { arguments: string[]; returns: string };

const notColumns = /^ {2}(storage|constraint|INDEX|UNIQUE INDEX|TRIGGER) /;

/** Reads the text of catalogue.txt, without the bodies of functions, or of a recorded interface. */
export function readInterface(text: string): Interface {
  const found: Interface = { tables: new Map(), types: new Map(), functions: new Map(), views: new Set() };
  for (const object of text.split('\n\n')) {
    const [header = '', ...parts] = object.trimEnd().split('\n');
    const [, kind, name = '', rest = ''] = /^(\w+) ([\w.]+)(.*)$/.exec(header) ?? [];
    if (kind === 'table') found.tables.set(name, tableOf(parts));
    else if (kind === 'type')
      found.types.set(
        name,
        parts.length === 1 && !/^ {2}1 /.test(parts[0]!) ? parts[0]!.trim().split(', ') : parts,
      );
    else if (kind === 'view') found.views.add(name);
    else if (kind === 'function') {
      const returns = /^ {2}returns (.*?), (sql|plpgsql|c|internal)\b/.exec(parts[0] ?? '')?.[1] ?? '';
      const signature = { arguments: argumentsIn(rest.slice(1, -1)), returns };
      found.functions.set(name, [...(found.functions.get(name) ?? []), signature]);
    }
  }
  return found;
}

function tableOf(parts: string[]): Table {
  const end = parts.findIndex((part) => notColumns.test(part));
  const columns = parts.slice(0, end < 0 ? parts.length : end).map((part) => {
    const [, name = '', type = ''] = /^ {2}(\w+) (.*)$/.exec(part) ?? [];
    return [name, type] as const;
  });
  const constraints = parts.map((part) => /^ {2}(?:constraint|UNIQUE INDEX) (\w+)/.exec(part)?.[1]);
  return {
    columns: new Map(columns),
    constraints: new Set(constraints.filter((name) => name !== undefined)),
  };
}

/** Splits at the commas outside parentheses and quotes. */
function argumentsIn(text: string): string[] {
  const found: string[] = [''];
  let depth = 0;
  let isQuoted = false;
  for (const letter of text) {
    if (letter === "'") isQuoted = !isQuoted;
    else if (!isQuoted && '([{'.includes(letter)) depth += 1;
    else if (!isQuoted && ')]}'.includes(letter)) depth -= 1;
    if (letter === ',' && depth === 0 && !isQuoted) found.push('');
    else found[found.length - 1] += letter;
  }
  return found.map((each) => each.trim()).filter(Boolean);
}

/** The parts of `used` that `offered` lacks or has in an incompatible form, as sentences. */
export function missingFor(used: Interface, offered: Interface): string[] {
  const faults: string[] = [];
  for (const [name, table] of used.tables) {
    const now = offered.tables.get(name);
    if (now) faults.push(...missingInTable(name, table, now));
    else faults.push(`table ${name} is gone`);
  }
  for (const [name, values] of used.types) {
    const now = offered.types.get(name) ?? [];
    const isComposite = values[0]?.startsWith('  ');
    if (isComposite && values.join() !== now.join()) faults.push(`type ${name} has other fields`);
    for (const value of isComposite ? [] : values)
      if (!now.includes(value)) faults.push(`type ${name} lacks the value ${value}`);
  }
  for (const [name, signatures] of used.functions) {
    const now = offered.functions.get(name) ?? [];
    for (const signature of signatures)
      if (!now.some((each) => accepts(each, signature)))
        faults.push(
          `function ${name}(${signature.arguments.join(', ')}) returns ${signature.returns} is gone`,
        );
  }
  for (const name of used.views) if (!offered.views.has(name)) faults.push(`view ${name} is gone`);
  return faults;
}

function missingInTable(name: string, used: Table, now: Table): string[] {
  const faults: string[] = [];
  for (const [column, definition] of used.columns) {
    const current = now.columns.get(column);
    if (current === undefined) faults.push(`column ${name}.${column} is gone`);
    else if (typeIn(current) !== typeIn(definition))
      faults.push(`column ${name}.${column} has another type: ${current}`);
    else if (current.includes(' not null') && !definition.includes(' not null'))
      faults.push(`column ${name}.${column} must now have a value`);
    else if (!mayBeLeftOut(current) && mayBeLeftOut(definition))
      faults.push(`column ${name}.${column} has lost its default`);
  }
  for (const [column, definition] of now.columns)
    if (!used.columns.has(column) && !mayBeLeftOut(definition))
      faults.push(`column ${name}.${column} is new and has no default`);
  return faults;
}

const typeIn = (definition: string) => definition.split(/ not null| default /)[0];
const mayBeLeftOut = (definition: string) => !/ not null$/.test(definition);

/** Whether a call of `wanted` works with this function: it has the same result and arguments, and only defaults for others. */
function accepts(offered: Signature, wanted: Signature): boolean {
  const more = offered.arguments.slice(wanted.arguments.length);
  return (
    offered.returns === wanted.returns &&
    wanted.arguments.every((each, n) => offered.arguments[n] === each) &&
    more.every((each) => each.includes(' DEFAULT '))
  );
}

/** New checks and unique keys on the tables of `used`. They can refuse writes of an earlier application. */
export function newConstraints(used: Interface, offered: Interface): string[] {
  return [...used.tables].flatMap(([name, { constraints }]) =>
    [...(offered.tables.get(name)?.constraints ?? [])].filter((each) => !constraints.has(each)),
  );
}
