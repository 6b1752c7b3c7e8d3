import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/api.md'), 'utf8');

const entries = ['specwright', 'specwright/runtime', 'specwright/client', 'specwright/conformance'];

for (const entry of entries)
  test(`the page on the API names what ${entry} exports for people, and nothing else`, () => {
    assert.deepEqual([...namesIn(sectionOf(entry))].sort(), exportsOf(moduleOf(entry)).sort());
  });

test('every entry of the package but its manifest has a section', () => {
  assert.deepEqual(Object.keys(manifest().exports).filter((entry) => entry !== './package.json'), entries.map((entry) => entry.replace('specwright', '.')));
});

function manifest(): { readonly exports: Readonly<Record<string, string>> } {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { exports: Record<string, string> };
}

function moduleOf(entry: string): string {
  return manifest().exports[entry.replace('specwright', '.')] ?? '';
}

function sectionOf(entry: string): string {
  const section = page.split(/^## /m).find((text) => text.startsWith(`\`${entry}\`\n`)) ?? '';
  return section.slice(section.indexOf('\n')).replace(/^```[^]*?^```/gm, '');
}

/** Code spans that begin with a name: `serve(service, options)` means `serve`. Names of other things have a dot, a slash, a dash or a space. */
function namesIn(section: string): Set<string> {
  const spans = [...section.matchAll(/`([^`]+)`/g)].map(([, span]) => /^([A-Za-z0-9]+)(?:\(|$)/.exec(span ?? '')?.[1] ?? '');
  return new Set(spans.filter((span) => span !== '' && !['url', 'status', 'body', 'headers', 'generate', 'close'].includes(span)));
}

/** Names that a module exports, also through other modules, but not what is there for generated code. */
function exportsOf(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement) => exportedNames(statement, source));
}

function exportedNames(statement: ts.Statement, source: ts.SourceFile): string[] {
  if (ts.isExportDeclaration(statement)) {
    const { exportClause, moduleSpecifier } = statement;
    if (exportClause !== undefined && ts.isNamedExports(exportClause)) return exportClause.elements.map(({ name }) => name.text);
    const { text } = moduleSpecifier as ts.StringLiteral;
    return text === './for-generated-code.ts' ? [] : exportsOf(join(dirname(source.fileName), text));
  }
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  if (!modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.map(({ name }) => name.getText(source));
  const { name } = statement as ts.DeclarationStatement;
  return name === undefined ? [] : [name.getText(source)];
}
