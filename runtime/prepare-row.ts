import { decodeNothing } from './decode/no-parameters.ts';
import { loadRow } from './load-row.ts';
import { prepareOperation } from './operation.ts';
import { stepsOf } from './pipeline.ts';
import { prepareResponses } from './response/responses.ts';
import { refuseBadFraming, shedLoad } from './steps/guard.ts';
import type { OperationRow, ResponseRow, RouteRow } from './contract.ts';
import type { Exchange } from './exchange.ts';
import type { PreparedOperation } from './operation.ts';
import type { Runtime } from './runtime.ts';

/** Makes a row ready now; one that is loaded later, with its first request and as far as that goes. */
export function prepareRow(runtime: Runtime, row: OperationRow | RouteRow): () => PreparedOperation {
  if ('load' in row) {
    let prepared: PreparedOperation | undefined;
    return () => (prepared ??= prepareLater(runtime, row));
  }
  const operation = prepareOperation(runtime, row, stepsOf(row, runtime.service));
  return () => operation;
}

type Draft = { -readonly [Member in keyof PreparedOperation]: PreparedOperation[Member] };

/** The first request loads the row, those that come meanwhile wait for it, and all of them begin anew with the steps that it has. */
function prepareLater(runtime: Runtime, head: RouteRow): PreparedOperation {
  let loading: Promise<void> | undefined;
  const load = async (): Promise<void> => {
    const row = await loadRow(head);
    operation.row = row;
    operation.responses = prepareResponses(row.responses);
    operation.steps = stepsOf(row, runtime.service);
  };
  const loadFirst = async (exchange: Exchange): Promise<undefined> => {
    // What could not be loaded is tried again by the next request.
    loading ??= load().finally(() => (loading = undefined));
    await loading;
    exchange.step = 0;
  };
  const operation: Draft = prepareOperation(runtime, standIn(head), [refuseBadFraming, shedLoad, loadFirst]);
  return operation;
}

/** Answers that come before the row is there are those of a service in trouble: JSON, whatever their status. */
const anyAnswer: ResponseRow = { content: [{ mediaType: 'application/json', codec: 'json' }], headers: [] };

function standIn({ hasBody, ...head }: RouteRow): OperationRow {
  const body = hasBody ? { body: { required: false, content: [] } } : {};
  return { ...head, ...body, decode: decodeNothing, responses: { default: anyAnswer } };
}
