import { reportAsJson } from './json.ts';
import { reportAsMarkdown } from './markdown.ts';
import type { DiffReporter } from './report.ts';
import { reportAsSarif } from './sarif.ts';
import { reportAsText } from './text.ts';

/** What `--format` may name. */
export const diffReporters: Readonly<Record<string, DiffReporter>> = {
  text: reportAsText,
  json: reportAsJson,
  markdown: reportAsMarkdown,
  sarif: reportAsSarif,
};
