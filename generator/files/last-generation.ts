import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OutputFile } from '../emit/output-file.ts';
import {
  generatorHash, isSameOutput, readRecord, recordPath, sourcesOf, writeRecord, type GenerationRecord, type RecordedApi, type RecordedDocument,
} from './generation-record.ts';
import { hashOf, hashOfFile } from './hashes.ts';

/** The generation before an edit of the one document that it was made from. */
export class LastGeneration {
  readonly #api: RecordedApi;
  readonly #record: GenerationRecord;
  readonly #document: RecordedDocument;

  private constructor(api: RecordedApi, record: GenerationRecord, document: RecordedDocument) {
    this.#api = api;
    this.#record = record;
    this.#document = document;
  }

  /** Undefined where anything but the document differs from what it was. `files` are other sources, absolute. */
  static read(api: RecordedApi, files: readonly string[], lenient: boolean): LastGeneration | undefined {
    const record = readRecord(api);
    const document = record?.document;
    if (record?.generator !== generatorHash() || document === undefined || document.lenient !== lenient) return undefined;
    const sources = [...sourcesOf(api, record), ...files.map((path) => path.slice(api.root.length + 1))];
    const changed = sources.filter((path) => hashOfFile(join(api.root, path)) !== record.sources[path]);
    return changed.length === 1 && changed[0] === document.path ? new LastGeneration(api, record, document) : undefined;
  }

  /** The document's place, relative to the project. */
  get path(): string {
    return this.#document.path;
  }

  /** The warnings as they were told. */
  get told(): string {
    return this.#document.told;
  }

  /** What all validators depend on. */
  get features(): RecordedDocument['features'] {
    return this.#document.features;
  }

  /** Paths of the outputs. */
  get paths(): ReadonlySet<string> {
    return new Set(Object.keys(this.#record.outputs));
  }

  /** What it was made from; undefined where the copy of it is none. */
  document(): string | undefined {
    try {
      const bytes = readFileSync(copyPath(this.#api));
      return hashOf(bytes) === this.#record.sources[this.path] ? bytes.toString('utf8') : undefined;
    } catch {
      return undefined;
    }
  }

  /** Whether all that it made is there as it was made, and nothing else. */
  isOutputSame(): boolean {
    return isSameOutput(join(this.#api.root, 'generated', this.#api.name), this.#record.outputs);
  }

  /** Remembers that some outputs are others since, and that some are gone. */
  amend({ document, told, outputs, gone, keepsRules }: Amendment): void {
    const { kept, ...record } = this.#record;
    writeFileSync(copyPath(this.#api), document);
    const standing = Object.entries({ ...record.outputs, ...Object.fromEntries(outputs.map(({ path, text }) => [path, hashOf(text)])) });
    writeRecord(this.#api, {
      ...record,
      sources: { ...record.sources, [this.path]: hashOf(document) },
      outputs: Object.fromEntries(standing.filter(([path]) => !gone.includes(path))),
      ...(kept === undefined || !keepsRules ? {} : { kept }),
      document: { ...this.#document, told },
    });
  }
}

/** What an edit made of a generation. */
export interface Amendment {
  /** The text that all is made from now. */
  readonly document: string;
  readonly told: string;
  readonly outputs: readonly OutputFile[];
  readonly gone: readonly string[];
  readonly keepsRules: boolean;
}

/** Keeps a copy of the document for the edit that may follow, or none. */
export function keepDocument(api: RecordedApi, document: RecordedDocument | undefined): void {
  if (document === undefined) rmSync(copyPath(api), { force: true });
  else copyFileSync(join(api.root, document.path), copyPath(api));
}

function copyPath({ root, name }: RecordedApi): string {
  return recordPath({ root, name }).replace(/json$/, 'last');
}
