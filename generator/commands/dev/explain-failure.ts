import { existsSync, readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeFrame } from '../../load/format-refusals.ts';
import { paint } from '../report.ts';

interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** An error of the started program: its place in the project with the lines there, and what it said. */
export function explainFailure(stack: string, root: string): string {
  const message = stack.split('\n').filter((line) => !/^\s+at /.test(line)).join('\n').trim();
  const place = placesIn(stack).find(({ path }) => isOwn(path, root));
  if (place === undefined) return message;
  const { path, line, column } = place;
  const head = paint('red', `${relative(root, path)}:${line}:${column}`);
  return `${head} ${message}\n\n${codeFrame(readFileSync(path, 'utf8'), place, (mark) => paint('red', mark))}`;
}

/** Every `file:line:column` of a stack, in order. */
function placesIn(stack: string): Place[] {
  return [...stack.matchAll(/((?:file:\/\/)?\/[^\s():]+):(\d+):(\d+)/g)].map(([, name = '', line, column]) => ({
    path: name.startsWith('file:') ? fileURLToPath(name) : name,
    line: Number(line),
    column: Number(column),
  }));
}

/** Neither a package nor what was generated. */
function isOwn(path: string, root: string): boolean {
  return path.startsWith(root + sep) && !path.includes(`${sep}node_modules${sep}`) && existsSync(path);
}
