/**
 * Generates every document of the corpus and reports what became of each:
 *
 *     node --import tsx test/corpus/run-corpus.ts [--only <text>] [--kind openapi] [--types] [--start] [--lenient] [--json <file>] [--keep]
 *
 * `--types` checks the output as strictly as a new project does, `--start` starts each service with handlers that answer as the mock does,
 * and asks for every operation, `--json` writes what was found for other tools to read, `--keep`
 * leaves the generated projects below `.cache/corpus`. Exit code: 0 unless a document crashed.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { checkTypes } from './check-types.ts';
import type { CorpusReport, CorpusResult } from './corpus-result.ts';
import { corpusDocuments, corpusFolder, type CorpusDocument } from './documents.ts';
import { resultLine, summary } from './format-report.ts';
import { Worker } from './worker.ts';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    kind: { type: 'string' },
    types: { type: 'boolean', default: false },
    start: { type: 'boolean', default: false },
    lenient: { type: 'boolean', default: false },
    json: { type: 'string' },
    keep: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '120' },
  },
});

/** Within the package, so that what is generated finds `specwright/runtime`. */
const scratch = fileURLToPath(new URL(`../../.cache/corpus-${process.pid}`, import.meta.url));
/** Documents whose output is checked as one program. */
const typeBatch = 20;

process.exitCode = await run();

async function run(): Promise<number> {
  const corpus = corpusFolder();
  if (corpus === undefined) return (console.error('There is no corpus: set SPECWRIGHT_CORPUS to its folder'), 2);
  try {
    const results = addTypeErrors(await generateAll(corpus, chosen(corpus)));
    for (const result of results) console.log(resultLine(result));
    console.log(summary(results));
    const report: CorpusReport = { lenient: options.lenient, results };
    if (options.json !== undefined) writeFileSync(options.json, JSON.stringify(report, null, 1));
    return results.some(({ outcome }) => outcome === 'crashed') ? 1 : 0;
  } finally {
    if (!options.keep) rmSync(scratch, { recursive: true, force: true });
  }
}

function chosen(corpus: string): CorpusDocument[] {
  return corpusDocuments(corpus).filter(
    ({ file, kind }) => (options.kind ?? kind) === kind && file.includes(options.only ?? ''),
  );
}

async function generateAll(corpus: string, documents: readonly CorpusDocument[]): Promise<CorpusResult[]> {
  const worker = new Worker(Number(options.seconds) * 1000);
  const results: CorpusResult[] = [];
  for (const document of documents) {
    const project = projectOf(document);
    mkdirSync(project, { recursive: true });
    const result = await worker.run({ document, corpus, project, lenient: options.lenient, start: options.start });
    results.push(result);
    process.stderr.write(`${results.length} of ${documents.length} ${resultLine(result)}\n`);
  }
  worker.close();
  return results;
}

function projectOf({ file }: CorpusDocument): string {
  return path.join(scratch, file.replace(/[^a-z0-9]+/gi, '-'));
}

function addTypeErrors(results: readonly CorpusResult[]): CorpusResult[] {
  const generated = options.types ? results.filter(({ outcome }) => outcome === 'generated').map(projectOf) : [];
  const errors = new Map<string, string[]>();
  for (let start = 0; start < generated.length; start += typeBatch) {
    for (const [project, lines] of checkTypes(generated.slice(start, start + typeBatch))) errors.set(project, lines);
  }
  return results.map((result) => {
    const typeErrors = errors.get(projectOf(result));
    return typeErrors === undefined ? result : { ...result, typeErrors };
  });
}
