import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { Operation, Parameter } from '../../../generator/model/types.ts';
import { DataSource } from '../../data/data-source.ts';
import type { Case, Input } from '../case.ts';
import { saysAllValues } from '../http/write-body.ts';
import { placeOf } from '../inputs/plain-input.ts';
import { isSendable } from '../inputs/wire-text.ts';
import type { Session } from '../session.ts';

/** Of one operation; whoever finds more in it has enough to mend. */
const mostFindings = 3;
/** Requests that may be spent to make one of them smaller. */
const shrinkRequests = 100;

/**
 * Sends random requests that the contract allows. What is refused, breaks the server or is answered otherwise than the contract says is
 * made as small as it goes, and then told. The same seed sends the same requests to an operation, whichever others are asked.
 */
export async function fuzz(operation: Operation, input: Input, session: Session): Promise<void> {
  const inputs = inputArbitrary(operation, input, session);
  if (inputs === undefined) return;
  const seed = seedOf(session.options.seed, operation);
  for (let round = 0; round < mostFindings; round++) {
    const smallest = await findFault(operation, inputs, session, seed + round);
    if (smallest === undefined) return;
    await session.run(fuzzCase(operation, smallest, seed + round));
  }
}

/** The smallest input that was found to show a fault that is not told yet. */
async function findFault(operation: Operation, inputs: fc.Arbitrary<Input>, session: Session, seed: number): Promise<Input | undefined> {
  let left = Infinity;
  let stopped: Error | undefined;
  const isRight = async (input: Input) => {
    if (left-- <= 0 || stopped !== undefined) return true;
    try {
      const isFault = await session.showsNewFault(fuzzCase(operation, input, seed));
      if (isFault && left === Infinity) left = shrinkRequests;
      return !isFault;
    } catch (error) {
      // fast-check would take it for a fault of the input, and shrink.
      stopped = error instanceof Error ? error : new Error(String(error));
      return true;
    }
  };
  const { counterexample } = await fc.check(fc.asyncProperty(inputs, isRight), { seed, numRuns: session.fuzzRunsFor(operation.id) });
  if (stopped !== undefined) throw stopped;
  return counterexample?.[0];
}

function fuzzCase(operation: Operation, input: Input, seed: number): Case {
  const at = { in: 'request', pointer: '', keyword: 'fuzz' } as const;
  return { phase: 'fuzz', operation, about: `random values, made small (seed ${seed})`, at, input, caller: 'given', expectation: { kind: 'accepted' } };
}

/** Undefined where there is nothing to vary. What a path names has to be there, so paths stay as they are. */
function inputArbitrary({ parameters }: Operation, input: Input, { subject }: Session): fc.Arbitrary<Input> | undefined {
  const source = new DataSource(subject.contract.schemas);
  const varied = parameters.flatMap((parameter) => {
    const values = parameter.in === 'path' ? undefined : source.arbitrary(subject.sitesOf(parameter));
    return values === undefined ? [] : [parameterArbitrary(parameter, values, input)];
  });
  const { body } = input;
  const isVaried = body !== undefined && 'content' in body && body.content.schema !== undefined && saysAllValues(body.content);
  const bodies = isVaried ? source.arbitrary(subject.sitesOf(body.content)) : undefined;
  if (varied.length === 0 && bodies === undefined) return undefined;
  return fc.tuple(fc.tuple(...varied), bodies ?? fc.constant(undefined)).map(([changes, value]) => {
    const changed = changes.reduce((all, change) => change(all), input);
    return bodies === undefined || !isVaried ? changed : { ...changed, body: { content: body.content, value } };
  });
}

type Change = (input: Input) => Input;

/** An optional parameter is there or not; a value that its place has no room for is not sent. */
function parameterArbitrary(parameter: Parameter, values: fc.Arbitrary<unknown>, input: Input): fc.Arbitrary<Change> {
  const place = placeOf[parameter.in];
  const usual = input[place][parameter.name];
  const any = parameter.required ? values : fc.option(values, { nil: undefined });
  return any.map((value) => {
    const sent = value !== undefined && isSendable(parameter, value) ? value : usual;
    return (all: Input) => ({ ...all, [place]: { ...all[place], [parameter.name]: sent } });
  });
}

function seedOf(seed: number, { id }: Operation): number {
  return createHash('sha256').update(`${seed} ${id}`).digest().readInt32BE(0);
}
