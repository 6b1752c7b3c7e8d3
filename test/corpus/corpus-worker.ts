import { generateDocument, type Generation } from './generate-document.ts';
import type { CorpusDocument } from './documents.ts';

/** What the process that drives the run asks for. */
export interface Task extends Generation {
  readonly document: CorpusDocument;
}

// A process of its own, so that a document that never ends, or takes all memory, is a result and not the end of the run.
process.on('message', (task: Task) => {
  void generateDocument(task.document, task).then((result) => process.send?.(result));
});
process.on('disconnect', () => process.exit());
