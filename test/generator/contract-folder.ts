import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Refusal } from '../../generator/load/refusal.ts';
import { Refusals } from '../../generator/load/refusals.ts';
import { loadApi } from '../../generator/model/load-api.ts';
import type { Api } from '../../generator/model/types.ts';

/** Text of files by their path below the contract's folder. */
export type Files = Readonly<Record<string, string>>;

const folders: string[] = [];
// Not node:test's `after`: several test files share this module in one process, and it would run after the first of them.
process.once('exit', () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** Writes a contract into a folder of its own, called `api`, that is removed when the process ends. */
export function contractFolder(files: Files): string {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'specwright-')), 'api');
  folders.push(path.dirname(folder));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

/** The model of a contract; paths in positions are relative to its folder. */
export async function apiOf(files: Files | string, options: { readonly lenient?: boolean } = {}): Promise<Api> {
  const folder = contractFolder(asFiles(files));
  const { api } = await loadApi(folder, { base: folder, cache: false, ...options });
  return api;
}

/** What a contract is refused for in a project that takes samples as seriously as this one. */
export async function refusalsOf(files: Files | string): Promise<Refusals> {
  const folder = contractFolder(asFiles(files));
  try {
    await loadApi(folder, { base: folder, cache: false, refuse: ['invalid-example', 'invalid-default'] });
  } catch (error) {
    if (error instanceof Refusals) return error;
    throw error;
  }
  throw new Error('The contract was taken');
}

/** The same as lines: `openapi.yaml:12:7 code: message` and, behind ` | `, the hint. */
export async function refusedLines(files: Files | string): Promise<string[]> {
  const { refusals } = await refusalsOf(files);
  return refusals.map(toLine);
}

/** What a contract is taken with a warning for, in the same form. */
export async function warnedLines(files: Files | string, options: { readonly lenient?: boolean } = {}): Promise<string[]> {
  const folder = contractFolder(asFiles(files));
  const { warnings } = await loadApi(folder, { base: folder, cache: false, ...options });
  return warnings.map(toLine);
}

function toLine({ code, message, hint, position: { file, line, column } }: Refusal): string {
  return `${file}:${line}:${column} ${code}: ${message} | ${hint}`;
}

/** An OpenAPI document; `rest` begins in line 3. */
export function openapi(rest: string): string {
  return `openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\n${rest}`;
}

/** An OpenAPI document with one operation `GET /pets`, whose members stand from line 6 on. */
export function withOperation(members: string, rest = ''): string {
  const indented = members.replace(/^/gm, '      ');
  return openapi(`paths:\n  /pets:\n    get:\n${indented}\n${rest}`);
}

/** An AsyncAPI document; `rest` begins in line 4, after a WebSocket server. */
export function asyncapi(rest: string): string {
  return `asyncapi: 3.0.0\ninfo: {title: Pets, version: '1'}\nservers: {here: {host: localhost, protocol: ws}}\n${rest}`;
}

/** The smallest OpenAPI document. */
export const emptyOpenApi = openapi('paths: {}\n');

function asFiles(files: Files | string): Files {
  return typeof files === 'string' ? { 'openapi.yaml': files } : files;
}
