import { reportForGitHub } from './github.ts';
import { reportForPeople } from './human.ts';
import { reportAsJson } from './json.ts';
import type { Reporter } from './report.ts';
import { reportAsSarif } from './sarif.ts';

/** What `--format` may name. */
export const reporters: Readonly<Record<string, Reporter>> = {
  human: reportForPeople,
  json: reportAsJson,
  sarif: reportAsSarif,
  github: reportForGitHub,
};
