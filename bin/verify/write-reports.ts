import { writeFileSync } from 'node:fs';
import { reportAsHtml } from '../../conformance/verify/reports/html.ts';
import { reportAsJson } from '../../conformance/verify/reports/json.ts';
import { reportAsJunit } from '../../conformance/verify/reports/junit.ts';
import { reportAsMarkdown } from '../../conformance/verify/reports/markdown.ts';
import type { Told } from '../../conformance/verify/reports/report.ts';
import { reportAsSarif } from '../../conformance/verify/reports/sarif.ts';
import type { Given } from '../verify.ts';

const reporters = { json: reportAsJson, html: reportAsHtml, sarif: reportAsSarif, markdown: reportAsMarkdown, junit: reportAsJunit } as const;

/** Writes the files that were asked for. `names`: all operations and channels, of which JUnit tells that they are in order, too. */
export function writeReports(told: Told, names: readonly string[], given: Given): void {
  for (const [option, reporter] of Object.entries(reporters)) {
    const file = given[option as keyof typeof reporters];
    if (file !== undefined) writeFileSync(file, reporter(told, names));
  }
}
