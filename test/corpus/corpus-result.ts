import type { CorpusDocument } from './documents.ts';

/** Why a document was refused, or what it was warned about. */
export interface Reason {
  readonly code: string;
  /** `file:line:column`. */
  readonly at: string;
  readonly message: string;
}

/** What became of one document. */
export interface CorpusResult extends CorpusDocument {
  /** `crashed`: an error that is ours, no end within the time, or the end of the process. */
  readonly outcome: 'generated' | 'refused' | 'crashed';
  readonly milliseconds: number;
  readonly refusals: readonly Reason[];
  readonly warnings: readonly Reason[];
  /** Operations and channels of the model; names of the features that the document uses are up to whoever reads this. */
  readonly found?: { readonly operations: number; readonly channels: number; readonly schemas: number };
  /** Files and bytes that were printed. */
  readonly output?: { readonly files: number; readonly bytes: number };
  /** What went wrong, where it crashed. */
  readonly error?: string;
  /** With `--types`: the errors of `tsc --strict`. */
  readonly typeErrors?: readonly string[];
  /** With `--start`: how the service did whose handlers answer as the mock does. */
  readonly service?: ServiceResult;
}

export interface ServiceResult {
  readonly outcome: 'answered' | 'failed';
  readonly operations: number;
  /** Of these; for the others the contract gives no sample of a request. */
  readonly asked: number;
  /** Operations that were not answered as declared, and why. */
  readonly faults: readonly string[];
  /** Operations for which no data was found that satisfies the contract, as where it contradicts itself. */
  readonly dataless: readonly string[];
  /** Until the service listened. */
  readonly milliseconds: number;
}

/** What one run found. */
export interface CorpusReport {
  readonly lenient: boolean;
  readonly results: readonly CorpusResult[];
}
