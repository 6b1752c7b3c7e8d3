import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isGenerated, type LastOutputs, type OutputFile } from '../emit/output-file.ts';
import type { SchemaFeatures } from '../model/schema-features.ts';
import { filesBelow, hashOf, hashOfFile, readBytes } from './hashes.ts';

/** What a generation was made from and what it made: if all of it is still so, generating again would give the same bytes. */
export interface GenerationRecord {
  /** Hash of the generator's own files and of the versions that it works with. */
  readonly generator: string;
  /** Hash of each source by its path relative to the project. */
  readonly sources: Readonly<Record<string, string>>;
  /** Hash of each output by its path relative to `generated/<api>/`. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Outputs that other contracts may have in common with this one, and under which key. */
  readonly kept?: { readonly key: string; readonly paths: readonly string[] };
  /** Of a document an edit of which can be generated alone. */
  readonly document?: RecordedDocument;
}

/** The one document that an API is made from, of which a copy is kept. */
export interface RecordedDocument {
  /** Relative to the project. */
  readonly path: string;
  readonly lenient: boolean;
  /** The warnings as they were told. */
  readonly told: string;
  /** What all validators depend on. */
  readonly features: SchemaFeatures;
}

export interface RecordedApi {
  /** The project's root. */
  readonly root: string;
  readonly name: string;
}

/** True when neither the contract nor the generator nor any output changed since the record was made. */
export function isCurrent({ root, name }: RecordedApi): boolean {
  const record = readRecord({ root, name });
  if (record === undefined || record.generator !== generatorHash()) return false;
  return hasSameSources({ root, name }, record) && isSameOutput(join(root, 'generated', name), record.outputs);
}

/** False when the contract is another one than was generated last, for example while it is refused. */
export function isAsGenerated(api: RecordedApi): boolean {
  const record = readRecord(api);
  return record === undefined || hasSameSources(api, record);
}

function hasSameSources(api: RecordedApi, record: GenerationRecord): boolean {
  return sourcesOf(api, record).every((path) => hashOfFile(join(api.root, path)) === record.sources[path]);
}

/** Every source of a generation and whatever else lies where its sources do, relative to the project. */
export function sourcesOf({ root, name }: RecordedApi, { sources }: GenerationRecord): string[] {
  return [...new Set([...Object.keys(sources), ...filesBelow(join(root, 'spec', name)).map((path) => path.slice(root.length + 1))])];
}

/** What was kept of the last generation, and what is to be kept of this one. A file that is not as it was printed is as good as none. */
export class RecordedOutputs implements LastOutputs {
  readonly #api: RecordedApi;
  kept: GenerationRecord['kept'];

  constructor(api: RecordedApi) {
    this.#api = api;
  }

  recall(key: string): OutputFile[] | undefined {
    const { root, name } = this.#api;
    const record = readRecord(this.#api);
    if (record?.kept?.key !== key || record.generator !== generatorHash()) return undefined;
    const outputs: OutputFile[] = [];
    for (const path of record.kept.paths) {
      const bytes = readBytes(join(root, 'generated', name, path));
      const standing = bytes && hashOf(bytes);
      if (bytes === undefined || standing === undefined || standing !== record.outputs[path]) return undefined;
      outputs.push({ path, text: bytes.toString('utf8'), standing });
    }
    return outputs;
  }

  keep(key: string, outputs: readonly OutputFile[]): void {
    this.kept = { key, paths: outputs.map(({ path }) => path) };
  }
}

/** What else is known of a generation: what may be had again. */
export type Remembered = Pick<GenerationRecord, 'kept' | 'document'>;

/** Remembers a generation. `files` are the sources that were read, absolute. */
export function recordGeneration({ root, name }: RecordedApi, files: readonly string[], outputs: readonly OutputFile[], { kept, document }: Remembered = {}): void {
  const sources = [...new Set([...filesBelow(join(root, 'spec', name)), ...files])].sort();
  writeRecord({ root, name }, {
    generator: generatorHash(),
    sources: Object.fromEntries(sources.map((path) => [path.slice(root.length + 1), hashOfFile(path) ?? ''])),
    outputs: Object.fromEntries(outputs.map(({ path, text, standing }) => [path, standing ?? hashOf(text)])),
    ...(kept === undefined ? {} : { kept }),
    ...(document === undefined ? {} : { document }),
  });
}

export function writeRecord(api: RecordedApi, record: GenerationRecord): void {
  const path = recordPath(api);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(record));
}

/** Whether a folder holds these outputs, and no other file of ours. */
export function isSameOutput(folder: string, outputs: GenerationRecord['outputs']): boolean {
  const present = filesBelow(folder).map((path) => path.slice(folder.length + 1).replaceAll('\\', '/'));
  const stray = present
    .filter((path) => !(path in outputs))
    .some((path) => isGenerated(readFileSync(join(folder, path), 'utf8')));
  return !stray && Object.entries(outputs).every(([path, hash]) => hashOfFile(join(folder, path)) === hash);
}

/** A record that cannot be read is none: it only saves time. */
export function readRecord(api: RecordedApi): GenerationRecord | undefined {
  try {
    return JSON.parse(readFileSync(recordPath(api), 'utf8')) as GenerationRecord;
  } catch {
    return undefined;
  }
}

export function recordPath({ root, name }: RecordedApi): string {
  return join(root, '.cache', 'specwright', `${name}.json`);
}

let generator: string | undefined;

/** The generator's sources and the packages that it declares; computed once. */
export function generatorHash(): string {
  return (generator ??= hashOfGenerator());
}

function hashOfGenerator(): string {
  const folder = fileURLToPath(new URL('..', import.meta.url));
  const files = [...filesBelow(folder), createRequire(import.meta.url).resolve('specwright/package.json')];
  return hashOf(files.map((path) => `${path.slice(folder.length)}\n${readFileSync(path, 'utf8')}`).join('\n'));
}
