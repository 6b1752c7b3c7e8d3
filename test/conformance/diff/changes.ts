import type { Severity } from '../../../conformance/diff/rules.ts';
import type { Files } from '../../generator/contract-folder.ts';
import { channelChanges } from './channel-changes.ts';
import { operationChanges } from './operation-changes.ts';
import { schemaChanges } from './schema-changes.ts';
import { topicChanges } from './topic-changes.ts';

/** A change of a contract, and how it has to be judged. */
export interface Case {
  readonly name: string;
  readonly old: Files | string;
  readonly next: Files | string;
  /** Worst severity. */
  readonly severity: Severity;
  /** Rule of the finding of that severity. */
  readonly rule?: string;
  /** Undefined: any witness will do. */
  readonly witness?: unknown;
}

export const cases: readonly Case[] = [...schemaChanges, ...operationChanges, ...channelChanges, ...topicChanges];
