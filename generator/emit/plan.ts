import { TextCache } from '../load/text-cache.ts';
import type { Api } from '../model/types.ts';
import { emitChannelTypes } from './channel-types.ts';
import { emitChannels } from './channels.ts';
import { emitClient } from './client/client.ts';
import { emitLinks } from './client/links.ts';
import { emitContractTests } from './contract-tests/contract-tests.ts';
import { emitContract } from './contract.ts';
import { emitDecoders } from './decoders/decoders.ts';
import { emitDocument } from './document.ts';
import { emitFieldDecoders } from './fields/field-decoders.ts';
import { emitInt64, importInt64 } from './int64/int64-module.ts';
import { emitHandlers } from './handlers.ts';
import { isServed } from './is-served.ts';
import { emitPrintedTypes } from './printed-types.ts';
import { emitMessageTypes } from './message-types.ts';
import { emitOperations } from './operations.ts';
import { emitOutline } from './outline/outline.ts';
import type { LastOutputs, OutputFile } from './output-file.ts';
import { emitRoutes } from './routes.ts';
import { rulesDigest } from './rules-digest.ts';
import { emitSecurity } from './security.ts';
import { emitStatuses } from './statuses.ts';
import { emitSerializers } from './serializers/serializers.ts';
import { emitValidators } from './validators/validators.ts';
import { emitTopics } from './topics.ts';
import { emitSender } from './webhooks/sender.ts';
import { webhookApi } from './webhooks/webhook-api.ts';

/** One kind of output: from the model to texts. */
export type Emit = (api: Api, cache: TextCache) => readonly OutputFile[];

/** What is made from the rules of a contract alone: no note of it is printed, nor where anything stands. */
const rules: readonly Emit[] = [
  emitStatuses,
  emitDecoders,
  emitFieldDecoders,
  emitValidators,
  emitSerializers,
  emitInt64,
  emitRoutes,
  emitContractTests,
  emitHandlers,
  emitOutline,
];

/** What tells readers more than that. */
const told: readonly Emit[] = [
  emitPrintedTypes,
  emitOperations,
  emitMessageTypes,
  emitChannelTypes,
  emitChannels,
  emitTopics,
  emitSecurity,
  emitContract,
  emitClient,
  emitLinks,
  emitDocument,
];

/** Everything that is generated for an API. */
export const plan: readonly Emit[] = [...rules, ...told];

/** What only a service needs, and who calls it. */
const services: ReadonlySet<Emit> = new Set([
  emitRoutes,
  emitContractTests,
  emitHandlers,
  emitOperations,
  emitChannels,
  emitSecurity,
  emitContract,
  emitClient,
]);

const nothing: LastOutputs = { recall: () => undefined, keep: () => undefined };

/** What is printed of the requests that a service sends by itself, below `webhooks/`: receivers have no handlers here. */
const webhookPlan: readonly Emit[] = [
  emitPrintedTypes,
  emitStatuses,
  emitOperations,
  emitMessageTypes,
  emitChannelTypes,
  emitDecoders,
  emitFieldDecoders,
  emitValidators,
  emitSerializers,
  emitInt64,
  emitRoutes,
  emitChannels,
  emitSecurity,
  emitContract,
  emitClient,
];

/** Every output of an API, in order of path; `cache` holds what was printed before, piece by piece, `last` whole files. */
export function emitAll(api: Api, cache = new TextCache(), last = nothing): OutputFile[] {
  const files = [...emitRules(api, cache, last), ...wanted(told, api).flatMap((emit) => emit(api, cache)).map(importInt64), ...emitWebhooks(api, cache)];
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function wanted(emits: readonly Emit[], api: Api): readonly Emit[] {
  return isServed(api) ? emits : emits.filter((emit) => !services.has(emit));
}

/** What the service sends by itself, and within that what comes back. */
function emitWebhooks(api: Api, cache: TextCache): OutputFile[] {
  const webhooks = webhookApi(api);
  if (webhooks === undefined) return [];
  const files = [...webhookPlan.flatMap((emit) => emit(webhooks, cache)).map(importInt64), ...emitSender(api), ...emitWebhooks(webhooks, cache)];
  return files.map(({ path, text }) => ({ path: `webhooks/${path}`, text }));
}

/** After an edit of nothing but notes all of this is there already. */
function emitRules(api: Api, cache: TextCache, last: LastOutputs): readonly OutputFile[] {
  const emitNow = () => wanted(rules, api).flatMap((emit) => emit(api, cache)).map(importInt64);
  if (last === nothing) return emitNow();
  const key = rulesDigest(api);
  const known = last.recall(key);
  if (known !== undefined) cache.keepAll();
  const outputs = known ?? emitNow();
  last.keep(key, outputs);
  return outputs;
}
