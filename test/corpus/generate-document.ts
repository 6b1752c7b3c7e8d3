import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { emitAll } from '../../generator/emit/plan.ts';
import type { OutputFile } from '../../generator/emit/output-file.ts';
import { emitStubs } from '../../generator/emit/stubs.ts';
import type { Refusal } from '../../generator/load/refusal.ts';
import { Refusals } from '../../generator/load/refusals.ts';
import { loadApi } from '../../generator/model/load-api.ts';
import type { CorpusResult, Reason, ServiceResult } from './corpus-result.ts';
import type { CorpusDocument } from './documents.ts';
import { startService, type StartedDocument } from './start-service.ts';

export interface Generation {
  readonly corpus: string;
  /** Folder of a project of its own for this document. */
  readonly project: string;
  readonly lenient: boolean;
  /** Whether the service is started, too. */
  readonly start?: boolean;
}

/** Generates a document of the corpus into a project, stubs included, as `generate` and `scaffold` do. */
export async function generateDocument(
  document: CorpusDocument,
  { corpus, project, lenient, start = false }: Generation,
): Promise<CorpusResult> {
  const started = performance.now();
  const file = path.join(corpus, document.file);
  const since = () => Math.round(performance.now() - started);
  try {
    const { api, warnings } = await loadApi(file, { base: path.dirname(file), cache: false, lenient });
    const named = { ...api, name: 'api' };
    const outputs = emitAll(named).map(below('generated/api/'));
    write(project, [...outputs, ...emitStubs(named)]);
    const milliseconds = since();
    const service = start && api.operations.length > 0 ? await tryService({ file, project, api: named, isSound: warnings.every(({ code }) => code !== 'invalid-example') }) : undefined;
    return {
      ...document,
      outcome: 'generated',
      milliseconds,
      refusals: [],
      warnings: warnings.map(toReason),
      found: { operations: api.operations.length, channels: api.channels.length, schemas: api.schemas.length },
      output: { files: outputs.length, bytes: outputs.reduce((sum, { text }) => sum + text.length, 0) },
      ...(service === undefined ? {} : { service }),
    };
  } catch (error) {
    if (error instanceof Refusals) {
      return { ...document, outcome: 'refused', milliseconds: since(), refusals: error.refusals.map(toReason), warnings: [] };
    }
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { ...document, outcome: 'crashed', milliseconds: since(), refusals: [], warnings: [], error: text };
  }
}

async function tryService(started: StartedDocument): Promise<ServiceResult> {
  try {
    return await startService(started);
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { outcome: 'failed', operations: started.api.operations.length, asked: 0, faults: [text], dataless: [], milliseconds: 0 };
  }
}

function toReason({ code, message, position: { file, line, column } }: Refusal): Reason {
  return { code, at: `${file}:${line}:${column}`, message };
}

function below(folder: string): (file: OutputFile) => OutputFile {
  return ({ path: name, text }) => ({ path: folder + name, text });
}

function write(project: string, files: readonly OutputFile[]): void {
  for (const { path: name, text } of files) {
    const target = path.join(project, name);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}
