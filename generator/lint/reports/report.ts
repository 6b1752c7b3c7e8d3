import type { Finding } from '../finding.ts';

/** What a report is made of. */
export interface Report {
  /** In order of file and place. */
  readonly findings: readonly Finding[];
  /** Text of every file that was read, by the name that positions show. */
  readonly texts: ReadonlyMap<string, string>;
  /** Absolute folder that the names of files are relative to. */
  readonly base: string;
  /** Mark up with ANSI colours. */
  readonly colours: boolean;
}

/** Prints a report as text that ends with a line break; an empty text where there is nothing to say. */
export type Reporter = (report: Report) => string;
