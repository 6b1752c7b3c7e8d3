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
import { emitHandlers } from './handlers.ts';
import { emitPrintedTypes } from './printed-types.ts';
import type { TypePrinter } from './type-printer.ts';
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
  emitRoutes,
  emitContractTests,
  emitHandlers,
  emitOutline,
];

/** What tells readers more than that. */
const told: readonly Emit[] = [
  emitOperations,
  emitMessageTypes,
  emitChannelTypes,
  emitChannels,
  emitSecurity,
  emitContract,
  emitClient,
  emitLinks,
  emitDocument,
];

/** Everything that is generated for an API, but the types, which another process prints meanwhile. */
export const plan: readonly Emit[] = [...rules, ...told];

const nothing: LastOutputs = { recall: () => undefined, keep: () => undefined };

/** What is printed of the requests that a service sends by itself, below `webhooks/`: receivers have no handlers here. */
const webhookPlan: readonly Emit[] = [
  emitStatuses,
  emitOperations,
  emitMessageTypes,
  emitChannelTypes,
  emitDecoders,
  emitFieldDecoders,
  emitValidators,
  emitSerializers,
  emitRoutes,
  emitChannels,
  emitSecurity,
  emitContract,
  emitClient,
];

/** Every output of an API, in order of path; `cache` holds what was printed before, piece by piece, `last` whole files. */
export async function emitAll(api: Api, printer: TypePrinter, cache = new TextCache(), last = nothing): Promise<OutputFile[]> {
  const own = emitParts(api, [(all, texts) => emitRules(all, texts, last), ...told], printer, cache);
  // Whoever awaits it below hears of a failure, unless something else has failed before.
  own.catch(() => undefined);
  const sent = await emitWebhooks(api, printer, cache);
  const files = [...(await own), ...sent];
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** What the service sends by itself, and within that what comes back. */
async function emitWebhooks(api: Api, printer: TypePrinter, cache: TextCache): Promise<OutputFile[]> {
  const webhooks = webhookApi(api);
  if (webhooks === undefined) return [];
  const files = [...(await emitParts(webhooks, webhookPlan, printer, cache)), ...emitSender(api), ...(await emitWebhooks(webhooks, printer, cache))];
  return files.map(({ path, text }) => ({ path: `webhooks/${path}`, text }));
}

/** After an edit of nothing but notes all of this is there already. */
function emitRules(api: Api, cache: TextCache, last: LastOutputs): readonly OutputFile[] {
  if (last === nothing) return rules.flatMap((emit) => emit(api, cache));
  const key = rulesDigest(api);
  const known = last.recall(key);
  if (known !== undefined) cache.keepAll();
  const outputs = known ?? rules.flatMap((emit) => emit(api, cache));
  last.keep(key, outputs);
  return outputs;
}

async function emitParts(api: Api, parts: readonly Emit[], printer: TypePrinter, cache: TextCache): Promise<OutputFile[]> {
  const printedTypes = emitPrintedTypes(api, printer, cache.shelf('types'));
  printedTypes.catch(() => undefined);
  await printer.sent();
  const files = parts.flatMap((emit) => emit(api, cache));
  return [...files, ...(await printedTypes)];
}
