import { isMap, parseDocument } from 'yaml';
import type { TextMember } from './json-members.ts';
import { isRecord } from './located.ts';
import { indentOf, readPlainYaml } from './plain-yaml.ts';
import { TextCache } from './text-cache.ts';
import { setMember, YamlReader } from './yaml-data.ts';
import { parseOptions } from './yaml-options.ts';

/** A block of more lines than this is taken apart, member by member. */
const largestBlock = 30;

/** What only a reader of the whole text understands: directives, several documents, tabs, line ends of Windows, a byte order mark. */
const unusual = /^(?:%|---|\.\.\.)|^ *\t|\r|^\uFEFF/m;

/** The first line of a member of a block mapping, if it is a plain one: its indentation, its key, what follows. */
const memberLine = /^( *)([A-Za-z0-9_/][\w/{}.-]*|"[^"\\]*"|'[^']*'):(?= |$)(.*)$/;

/**
 * The data of a YAML text, read piece by piece: a block mapping is the sum of its members (YAML 1.2, section 8.2.2), so that only
 * pieces whose text is new are parsed. Undefined for whatever is not plainly so, and for every text with a mistake: those
 * are read as a whole, which also says where the mistake is.
 */
export function readYamlBlocks(text: string, texts: TextCache): { readonly data: unknown } | undefined {
  if (unusual.test(text)) return undefined;
  const data = readBlock(text.split('\n'), texts);
  return data && { data };
}

function readBlock(lines: readonly string[], texts: TextCache): Record<string, unknown> | undefined {
  const data: Record<string, unknown> = {};
  for (const member of cutMembers(lines)) {
    const read = readNested(member, texts) ?? readPiece(member.join('\n'), texts);
    if (read === undefined) return undefined;
    for (const [key, value] of Object.entries(read)) {
      if (Object.hasOwn(data, key)) return undefined;
      setMember(data, key, value);
    }
  }
  return data;
}

/** The data of a member, or of several, of a block mapping; undefined where that is not plainly told by their own lines. */
export function readMember(text: string): Readonly<Record<string, unknown>> | undefined {
  return unusual.test(text) ? undefined : readBlock(text.split('\n'), new TextCache());
}

/**
 * The members of the block mapping that a part of a text consists of, comments apart: a member ends where the next one begins. Undefined
 * where it is none, and where a member begins in another way than with a plain key. What stands within them is not looked at.
 */
export function yamlMembers(text: string, { from, to }: { readonly from: number; readonly to: number }): TextMember[] | undefined {
  const part = text.slice(from, to);
  const indent = /^( *)[^ #\n]/m.exec(part)?.[1]?.length ?? 0;
  if (indent > 0 && new RegExp(`^ {0,${indent - 1}}[^ #\n]`, 'm').test(part)) return undefined;
  const members: TextMember[] = [];
  for (const { index } of part.matchAll(new RegExp(`^ {${indent}}[^ #\n-]`, 'gm'))) {
    const [line = '', , key = '', rest = ''] = memberLine.exec(part.slice(index, lineEnd(part, index))) ?? [];
    if (line === '') return undefined;
    const begin = from + index;
    members.push({ name: /^["']/.test(key) ? key.slice(1, -1) : key, begin, value: begin + line.length - rest.length, end: to });
  }
  return members.length === 0 ? undefined : members.map((member, index) => ({ ...member, end: members[index + 1]?.begin ?? to }));
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** Each member from the line of its key to the next one that is indented as far; what stands before the first belongs to it. */
function cutMembers(lines: readonly string[]): string[][] {
  const first = lines.findIndex(hasContent);
  const indent = indentOf(lines[first] ?? '');
  const members: string[][] = [];
  for (const [index, line] of lines.entries()) {
    const begins = index > first && indentOf(line) === indent && memberLine.test(line);
    const open = members.at(-1);
    if (open === undefined || begins) members.push([line]);
    else open.push(line);
  }
  return members;
}

/** A long member with nothing but a block mapping below its key. */
function readNested([head = '', ...lines]: readonly string[], texts: TextCache): Record<string, unknown> | undefined {
  const [, indent = '', key = '', rest] = memberLine.exec(head) ?? [];
  if (lines.length < largestBlock || rest !== '' || !/^[A-Za-z/]/.test(key) || /^null$/i.test(key)) return undefined;
  const first = lines.find(hasContent) ?? '';
  const depth = indentOf(first);
  if (depth <= indent.length || !memberLine.test(first) || lines.some((line) => indentOf(line) < depth && hasContent(line))) return undefined;
  const value = readBlock(lines, texts);
  return value && { [key]: value };
}

/** A text without aliases that `yaml` finds nothing wrong with, or would not. */
function readPiece(text: string, texts: TextCache): Readonly<Record<string, unknown>> | undefined {
  const plain = readPlainYaml(text);
  if (plain !== undefined) return plain;
  const known = texts.remember(['yaml', text], () => {
    const document = parseDocument(text, parseOptions);
    const isPlain = isMap(document.contents) && document.contents.flow !== true && document.errors.length + document.warnings.length === 0;
    if (!isPlain) return '';
    const reader = new YamlReader(document);
    const data = reader.read();
    return reader.problems.length > 0 || reader.hasAliases ? '' : JSON.stringify(data);
  });
  const data: unknown = known === '' ? undefined : JSON.parse(known);
  return isRecord(data) ? data : undefined;
}

/** Neither empty nor a comment. */
function hasContent(line: string): boolean {
  return /^ *[^ #]/.test(line);
}
