import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import ts from 'typescript';

// No two tests of the repository have the same full name, and no two files of a test folder the same file name, so
// that a name in a report leads to one place. `pnpm check:tests` prints the duplicates and fails.

const patterns = [
  '{apps,packages}/*/{test,e2e,ops,src}/**/*.test.{ts,tsx}',
  'prisma/{src/**/*.test,test/**/*}.ts',
];
const files = globSync(patterns, { exclude: (path) => path.includes('node_modules') }).toSorted();
const tests = new Map();
const fileNames = new Map();

for (const file of files) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  collect(source, file, []);
  const folder = file
    .split('/')
    .slice(0, file.startsWith('prisma/') ? 2 : 3)
    .join('/');
  add(fileNames, `${folder}/…/${basename(file)}`, file);
}

const duplicates = [...tests, ...fileNames].filter(([, places]) => places.length > 1);
for (const [name, places] of duplicates) console.error(`${name}\n  ${places.join('\n  ')}`);
if (duplicates.length > 0) process.exitCode = 1;
else console.log(`${tests.size} names of tests in ${files.length} files, all different`);

/** Collects the tests below a node, with the names of the describe blocks around them. */
function collect(node, file, blocks) {
  if (!ts.isCallExpression(node)) {
    ts.forEachChild(node, (child) => collect(child, file, blocks));
    return;
  }
  const kind = kindOf(node.expression);
  const title = titleOf(node.arguments[0]);
  if (kind === 'describe' && title !== undefined) {
    for (const part of node.arguments.slice(1)) collect(part, file, [...blocks, title]);
  } else if (kind === 'test' && title !== undefined) {
    const { line } = node.getSourceFile().getLineAndCharacterOfPosition(node.getStart());
    add(tests, [...blocks, title].join(' › '), `${file}:${line + 1}`);
  } else {
    ts.forEachChild(node, (child) => collect(child, file, blocks));
  }
}

/** `describe` or `test`, also behind `.each(…)` and generics. */
function kindOf(expression) {
  if (ts.isIdentifier(expression)) {
    if (['test', 'it', 'scene'].includes(expression.text)) return 'test';
    return expression.text === 'describe' ? 'describe' : undefined;
  }
  if (ts.isPropertyAccessExpression(expression)) return kindOf(expression.expression);
  return ts.isCallExpression(expression) ? kindOf(expression.expression) : undefined;
}

function titleOf(argument) {
  if (argument === undefined) return undefined;
  if (ts.isStringLiteralLike(argument)) return argument.text;
  return ts.isTemplateExpression(argument) ? argument.getText() : undefined;
}

function add(map, name, place) {
  map.set(name, [...(map.get(name) ?? []), place]);
}
