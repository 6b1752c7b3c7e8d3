import { setMember } from './yaml-data.ts';
import { foldLines, isOpen, readPlainScalar } from './plain-yaml-scalar.ts';

/** What cannot be said for certain without a reader of all of YAML. */
class Unusual extends Error {}

/** A mapping's key that is nothing but a word, and what follows it in the line. */
const memberLine = /^([A-Za-z0-9_/$][\w/{}.+*$@-]*|"[^"\\]*"|'[^']*'):(?: +(.*))?$/;

/** What JavaScript takes for white space, and YAML for a character like any other; and tabs. */
const otherSpace = /[^\S \n]/;

/** Beginning, chomping: a text of several lines (YAML 1.2, section 8.1). */
const blockHeader = /^([|>])(-?)$/;

/**
 * The data of a YAML text as contracts mostly are: block mappings and lists, with scalars that end in their line or are blocks of lines.
 * Undefined for everything else, mistakes included: that is for `yaml` to say, which needs twenty times as long.
 */
export function readPlainYaml(text: string): Record<string, unknown> | undefined {
  if (otherSpace.test(text)) return undefined;
  try {
    return new PlainReader(text).readAll();
  } catch (error) {
    if (error instanceof Unusual) return undefined;
    throw error;
  }
}

class PlainReader {
  readonly #lines: string[];
  #at = 0;

  constructor(text: string) {
    this.#lines = text.split('\n');
  }

  readAll(): Record<string, unknown> {
    const indent = this.#nextIndent();
    const data = this.#mapping(indent);
    if (this.#nextIndent() >= 0) throw new Unusual();
    return data;
  }

  /** The indentation of the next line that says something; negative behind the last one. */
  #nextIndent(): number {
    for (; this.#at < this.#lines.length; this.#at++) {
      const line = this.#lines[this.#at] ?? '';
      const indent = indentOf(line);
      if (indent < line.length && line[indent] !== '#') return indent;
    }
    return -1;
  }

  #mapping(indent: number): Record<string, unknown> {
    const data: Record<string, unknown> = {};
    for (let next = indent; next === indent && !this.#isItem(indent); next = this.#nextIndent()) {
      const [, written = '', rest] = memberLine.exec((this.#lines[this.#at] ?? '').slice(indent).trimEnd()) ?? [];
      const key = /^["']/.test(written) ? written.slice(1, -1) : written;
      if (written === '' || /^null$/i.test(written) || Object.hasOwn(data, key)) throw new Unusual();
      this.#at++;
      setMember(data, key, this.#value(rest ?? '', indent, true));
    }
    return data;
  }

  #list(indent: number): unknown[] {
    const items: unknown[] = [];
    for (let next = indent; next === indent && this.#isItem(indent); next = this.#nextIndent()) {
      const line = (this.#lines[this.#at] ?? '').trimEnd();
      const rest = line.slice(indent + 1).trimStart();
      const inner = line.length - rest.length;
      if (memberLine.test(rest) || /^- /.test(rest)) {
        this.#lines[this.#at] = ' '.repeat(inner) + rest;
        items.push(this.#block(inner));
      } else {
        this.#at++;
        items.push(this.#value(rest, indent, false));
      }
    }
    return items;
  }

  #block(indent: number): unknown {
    return this.#isItem(indent) ? this.#list(indent) : this.#mapping(indent);
  }

  #isItem(indent: number): boolean {
    const line = this.#lines[this.#at] ?? '';
    return line[indent] === '-' && (line.length === indent + 1 || line[indent + 1] === ' ');
  }

  /** What is said behind a key or a dash of this indentation, and in the lines below. A list may begin below its key. */
  #value(rest: string, indent: number, isMember: boolean): unknown {
    const [, style, chomping] = blockHeader.exec(rest) ?? [];
    if (style !== undefined) return this.#text(style === '>', chomping === '-', indent);
    const below = this.#at;
    const next = this.#nextIndent();
    const isNested = next > indent || (isMember && next === indent && this.#isItem(indent));
    if (rest === '') return isNested ? this.#block(next) : null;
    const scalar = readPlainScalar(next > indent ? this.#continued(rest, below, indent) : rest);
    if (scalar === undefined) throw new Unusual();
    return scalar.value;
  }

  /** A text that goes on in the lines below, as one line: to its closing quote, or as long as lines are indented further. */
  #continued(first: string, below: number, indent: number): string {
    const lines = [first];
    const isQuoted = isOpen(first);
    this.#at = below;
    for (; this.#at < this.#lines.length; this.#at++) {
      const line = this.#lines[this.#at] ?? '';
      if (line.trim() !== '' && indentOf(line) <= indent) break;
      if (isQuoted && !isOpen(foldLines(lines) ?? '')) break;
      if (line.trimStart().startsWith('#')) throw new Unusual();
      lines.push(line);
    }
    while (lines.at(-1)?.trim() === '') lines.pop();
    if (!isQuoted && /^["'[{]/.test(first) && lines.length > 1) throw new Unusual();
    return foldLines(lines) ?? '';
  }

  /** A block of lines; folded only where no line stands out. */
  #text(isFolded: boolean, isStripped: boolean, indent: number): string {
    const begin = this.#at;
    const first = this.#lines.slice(begin).find((line) => line.trim() !== '') ?? '';
    const depth = indentOf(first);
    const lines: string[] = [];
    for (; this.#at < this.#lines.length; this.#at++) {
      const line = this.#lines[this.#at] ?? '';
      if (indentOf(line) < depth && line.trim() !== '') break;
      if (indentOf(line) > depth && (isFolded || lines.every((one) => one === ''))) throw new Unusual();
      lines.push(line.slice(depth));
    }
    while (lines.at(-1) === '') lines.pop();
    if (depth <= indent || lines.length === 0 || lines.at(-1)?.trim() === '') throw new Unusual();
    return (isFolded ? foldBlock(lines) : lines.join('\n')) + (isStripped ? '' : '\n');
  }
}

/** A single line end is a space, and of several the first one none, but for those before the text (YAML 1.2, section 6.5). */
function foldBlock(lines: readonly string[]): string {
  const begin = lines.findIndex((line) => line !== '');
  let text = '\n'.repeat(begin) + (lines[begin] ?? '');
  let breaks = 0;
  for (const line of lines.slice(begin + 1)) {
    breaks++;
    if (line === '') continue;
    text += (breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)) + line;
    breaks = 0;
  }
  return text;
}

/** How many spaces a line begins with. */
export function indentOf(line: string): number {
  let indent = 0;
  while (line.charCodeAt(indent) === 0x20) indent++;
  return indent;
}
