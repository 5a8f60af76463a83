import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';

const root = new URL('../../../', import.meta.url);

/**
 * The keys that the apps mention: whole ones as a string (`'access.email'`), families as a template
 * (`common.roles.${role}.name`). A string or template counts where it begins with a room's name and a dot.
 */
export function mentions(rooms: string[]): { exact: Set<string>; patterns: RegExp[] } {
  const begins = new RegExp(`^(${rooms.join('|')})\\.`);
  const exact = new Set<string>();
  const patterns: RegExp[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && begins.test(node.text)) exact.add(node.text);
    if (ts.isTemplateExpression(node) && begins.test(node.head.text)) patterns.push(patternOf(node));
    ts.forEachChild(node, visit);
  };
  for (const path of globSync(['apps/*/src/**/*.{ts,tsx}', 'packages/words/src/{*,texts/**/*}.ts'], {
    cwd: root,
  })) {
    const text = readFileSync(new URL(path, root), 'utf8');
    visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest));
  }
  return { exact, patterns };
}

function patternOf({ head, templateSpans }: ts.TemplateExpression): RegExp {
  const parts = [head.text, ...templateSpans.map(({ literal }) => literal.text)].map(escaped);
  return new RegExp(`^${parts.join('[^.]+')}$`);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
