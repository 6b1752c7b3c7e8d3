import type { Contract } from '../contract/open-contract.ts';
import { compareChannels } from './compare/compare-channels.ts';
import { compareOperations } from './compare/compare-operations.ts';
import { compareSchemes } from './compare/compare-security.ts';
import { compareTopics } from './compare/compare-topics.ts';
import { compareWebhooks } from './compare/compare-webhooks.ts';
import { createContext } from './compare/context.ts';
import { toFindings, type Finding, type FoundChange } from './finding.ts';

/** Every difference between two contracts that somebody who uses the service could feel, the worst first. */
export function compareContracts(old: Contract, next: Contract): Finding[] {
  const context = createContext(old, next);
  const changes: FoundChange[] = [];
  const reportFor = (operation: string, operationId: string) => (change: Omit<FoundChange, 'operation' | 'operationId'>) =>
    void changes.push({ ...change, operation, operationId });
  compareOperations(context, reportFor);
  compareChannels(context, reportFor);
  compareTopics(context, reportFor);
  compareWebhooks(context, reportFor);
  compareSchemes(context, reportFor('security schemes', ''));
  return toFindings(changes, old, next);
}
