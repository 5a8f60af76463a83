import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';

const src = new URL('../src/', import.meta.url);

/** Props and properties that hold text for a person. */
const textNames = new Set(
  [
    'title',
    'label',
    'description',
    'placeholder',
    'alt',
    'error',
    'hint',
    'lead',
    'foot',
    'text',
    'message',
    'detail',
    'heading',
    'caption',
    'legend',
    'summary',
    'note',
    'second',
    'empty',
  ].concat(['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'textValue']),
);
/** Functions whose arguments are text for a person. */
const textFunctions = new Set(['announce', 'alert', 'confirm', 'prompt']);
/** Functions whose arguments are for the program: keys of the catalogue, names, faults. */
const programFunctions =
  /^(t|t\.\w+|has|fetch|querySelector\w*|matchMedia|getElementById|addEventListener|dispatchEvent|console\.\w+|JSON\.\w+|Object\.\w+|z\.\w+|.+\.types\.includes)$/;
/** Props that hold names for the program. */
const programProps = new Set([
  'className',
  'style',
  'href',
  'rel',
  'type',
  'name',
  'id',
  'autoComplete',
  'aria-keyshortcuts',
  'placement',
  'width',
  'd',
  'viewBox',
  'transform',
  'points',
  'gridTemplateColumns',
  'scope',
]);

export type Finding = { file: string; line: number; text: string };

/** Text for a person that is written in the source instead of the catalogue. */
export function literalText(): Finding[] {
  return sourceFiles().flatMap(findingsIn);
}

/** Faults in the settings of the server, for the person who runs it. */
const forOperators = 'lib/env.ts';
/** The catalogue itself, as the build compiles it. */
const compiled = 'lib/words/generated/';

function sourceFiles(): string[] {
  return globSync('{app,components,features,lib}/**/*.{ts,tsx}', { cwd: src })
    .filter((file) => file !== forOperators && !file.startsWith(compiled))
    .sort();
}

function findingsIn(file: string): Finding[] {
  return findingsInText(file, readFileSync(new URL(file, src), 'utf8'));
}

export function findingsInText(file: string, text: string): Finding[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Finding[] = [];
  const report = (node: ts.Node, words: string) =>
    found.push({
      file,
      line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1,
      text: words.trim().replace(/\s+/g, ' '),
    });
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isJsxText(node) && /\p{L}{2}/u.test(node.text) && node.text.trim() !== 'Weir')
      report(node, node.text);
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      const words = wordsOf(node);
      if (isForAPerson(node, words)) report(node, words);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The fixed text of a literal; a space replaces what a template inserts. */
function wordsOf(node: ts.StringLiteralLike | ts.TemplateExpression): string {
  if (ts.isStringLiteralLike(node)) return node.text;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(' ');
}

/**
 * Whether a literal is text for a person. Its place decides: a child of JSX, a text prop, an argument of
 * `announce`. Elsewhere its shape does: it is a sentence, or begins with a capital as a label does.
 */
function isForAPerson(node: ts.Expression, words: string): boolean {
  if (!/\p{L}{2}/u.test(words) || words === 'Weir' || words.startsWith('/')) return false;
  const place = placeOf(node);
  if (place === 'program') return false;
  return place === 'text' || isSentence(words) || isLabel(words);
}

function isSentence(words: string): boolean {
  const count = words.match(/\p{L}+[’']?\p{L}*/gu)?.length ?? 0;
  return count >= 3 && /\p{L} \p{L}/u.test(words) && !/[{}<>=;/]|--|\d(px|rem|%)/.test(words);
}

function isLabel(words: string): boolean {
  return (
    /^\s*\p{Lu}\p{Ll}/u.test(words) &&
    !/^\s*\p{Lu}\p{Ll}+\p{Lu}|[/_:]/u.test(words) &&
    !programWords.has(words.trim())
  );
}

const programWords = new Set([
  'Enter',
  'Escape',
  'Tab',
  'Home',
  'End',
  'Delete',
  'Backspace',
  'Authorization',
  'Alt',
  'Control',
  'Shift',
  'Meta',
  // Schemes of authorization.
  'Bearer',
  'Guest',
]);

/** Climbs from a literal through conditions to the place that takes its value. */
function placeOf(node: ts.Expression): 'text' | 'program' | 'unknown' {
  let child: ts.Node = node;
  for (let parent = node.parent; parent; child = parent, parent = parent.parent) {
    if (ts.isJsxAttribute(parent)) return placeByName(parent.name.getText());
    if (ts.isJsxExpression(parent)) {
      if (ts.isJsxAttribute(parent.parent)) continue;
      return 'text';
    }
    if (ts.isPropertyAssignment(parent))
      return parent.name === child ? 'program' : placeByName(parent.name.getText().replace(/['"]/g, ''));
    if (ts.isCallExpression(parent)) {
      const name = parent.expression.getText();
      if (textFunctions.has(name)) return 'text';
      return programFunctions.test(name) ? 'program' : 'unknown';
    }
    if (ts.isNewExpression(parent)) return 'program';
    if (ts.isThrowStatement(parent) || ts.isCaseClause(parent)) return 'program';
    if (ts.isElementAccessExpression(parent)) return 'program';
    if (ts.isBinaryExpression(parent) && comparisons.has(parent.operatorToken.getText())) return 'program';
    if (ts.isExpressionStatement(parent)) return 'program';
    const passes =
      ts.isConditionalExpression(parent) ||
      ts.isBinaryExpression(parent) ||
      ts.isParenthesizedExpression(parent) ||
      ts.isTemplateSpan(parent) ||
      ts.isTemplateExpression(parent) ||
      ts.isAsExpression(parent) ||
      ts.isSatisfiesExpression(parent);
    if (!passes) return 'unknown';
    if (ts.isConditionalExpression(parent) && parent.condition === child) return 'program';
  }
  return 'unknown';
}

const comparisons = new Set(['===', '!==', '<', '>', '<=', '>=', 'in']);

function placeByName(name: string): 'text' | 'program' | 'unknown' {
  if (textNames.has(name)) return 'text';
  return programProps.has(name) || name.startsWith('data-') ? 'program' : 'unknown';
}
