import { TextCache } from '../load/text-cache.ts';
import type { Api } from '../model/types.ts';
import { emitChannelTypes } from './channel-types.ts';
import { emitChannels } from './channels.ts';
import { emitClient } from './client/client.ts';
import { emitContractTests } from './contract-tests/contract-tests.ts';
import { emitContract } from './contract.ts';
import { emitDecoders } from './decoders/decoders.ts';
import { emitFieldDecoders } from './fields/field-decoders.ts';
import { emitHandlers } from './handlers.ts';
import { emitHttpClient } from './http-client.ts';
import type { HttpClientPrinter } from './http-client-printer.ts';
import { emitMessageTypes } from './message-types.ts';
import { emitOperations } from './operations.ts';
import { emitOutline } from './outline/outline.ts';
import type { OutputFile } from './output-file.ts';
import { emitRoutes } from './routes.ts';
import { emitSecurity } from './security.ts';
import { emitStatuses } from './statuses.ts';
import { emitSerializers } from './serializers/serializers.ts';
import { emitTypes } from './types.ts';
import { emitValidators } from './validators/validators.ts';

/** One kind of output: from the model to texts. */
export type Emit = (api: Api, cache: TextCache) => readonly OutputFile[];

/** Everything that is generated for an API, but the HTTP client, which another process prints meanwhile. */
export const plan: readonly Emit[] = [
  emitTypes,
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
  emitContractTests,
  emitHandlers,
  emitOutline,
];

/** Every output of an API, in order of path; `cache` holds what was printed before, piece by piece. */
export async function emitAll(api: Api, printer: HttpClientPrinter, cache = new TextCache()): Promise<OutputFile[]> {
  const httpClient = emitHttpClient(api, printer, cache);
  // Whoever awaits it below hears of a failure, unless something else has failed before.
  httpClient.catch(() => undefined);
  await printer.sent();
  const files = plan.flatMap((emit) => emit(api, cache));
  return [...files, ...(await httpClient)].sort((a, b) => (a.path < b.path ? -1 : 1));
}
