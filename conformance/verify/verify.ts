import type { Channel, Operation } from '../../generator/model/types.ts';
import type { Contract } from '../contract/open-contract.ts';
import { plainCase, type Case, type Input, type Phase } from './case.ts';
import type { CoverageReport } from './coverage.ts';
import { unknownQueryParameter } from './checks/policy-checks.ts';
import type { Finding } from './finding.ts';
import { severityFor } from './findings.ts';
import { BudgetSpent } from './http/post-office.ts';
import { unsignedToken } from './http/request-writer.ts';
import { NoInput } from './inputs/plain-input.ts';
import type { VerifyOptions } from './options.ts';
import { runChannel } from './phases/channels.ts';
import { runChildren } from './phases/children.ts';
import { compareWithBase } from './phases/diff.ts';
import { runEventStream } from './phases/event-streams.ts';
import { exampleCases } from './phases/examples.ts';
import { sendTooMuch } from './phases/too-much.ts';
import { runCases } from './phases/run-cases.ts';
import { fuzz } from './phases/fuzz.ts';
import { tellRemarks } from './phases/lint.ts';
import { protocolCases, type WrongCaller } from './phases/protocol.ts';
import { runStrangers } from './phases/strangers.ts';
import { findMissing } from './phases/missing.ts';
import { runLinks } from './phases/links.ts';
import { runLists } from './phases/lists.ts';
import { runRepeats } from './phases/repeats.ts';
import { runStateful } from './phases/stateful.ts';
import { runWire } from './phases/wire.ts';
import { variations } from './phases/vary.ts';
import { Session } from './session.ts';
import { isOpen, isStreaming, Subject } from './subject.ts';
import { Supply } from './supply.ts';

export interface VerifyReport {
  readonly findings: readonly Finding[];
  readonly coverage: CoverageReport;
  readonly requests: number;
  readonly seconds: number;
  /** The same seed sends the same requests. */
  readonly seed: number;
  /** Operations and channels that were tested harder, since their contract is not what it was at the base. */
  readonly changed: readonly string[];
  /** What could not be looked at, and why; in words. */
  readonly notes: readonly string[];
  /** What was sent as a credential: whoever shows the report leaves it out. */
  readonly secrets: readonly string[];
}

/** Hears how far a run has come: the phase, and which operation of how many. */
export type Progress = (phase: Phase, operation: string, done: number, all: number) => void;

/** Holds a running server against its contract. The same contract and the same seed send the same requests. */
export async function verify(contract: Contract, options: VerifyOptions, progress: Progress = () => undefined): Promise<VerifyReport> {
  const session = new Session(new Subject(contract), options);
  const notes: string[] = [];
  try {
    await runPhases(session, notes, progress);
  } catch (error) {
    if (!(error instanceof BudgetSpent)) throw error;
    notes.push(`stopped early: ${error.message}`);
  } finally {
    session.close();
  }
  const { findings, coverage, requests, seconds, changed, secrets } = session;
  return { findings, coverage: coverage.report(), requests, seconds, seed: options.seed, changed: [...changed], notes, secrets };
}

const perOperation = ['examples', 'coverage', 'negative', 'protocol', 'fuzz'] as const;

async function runPhases(session: Session, notes: string[], progress: Progress): Promise<void> {
  const { options, subject } = session;
  const supply = new Supply(session);
  const operations = inOrder(subject.operations.filter(({ id }) => options.only.length === 0 || options.only.includes(id)));
  if (options.phases.includes('lint')) tellRemarks(session);
  if (options.phases.includes('diff') && options.base !== undefined) session.changed = compareWithBase(options.base, session);
  if (options.phases.includes('probe')) await probe(operations, supply, notes, progress);
  for (const phase of perOperation) await runPhase(phase, operationsOf(phase, operations, session), session, supply, progress);
  if (options.phases.includes('stateful')) {
    await runStateful(operations, session, supply, progress);
    await runChildren(operations, session, supply);
    await runLists(operations, session, supply);
    await runLinks(operations, session, supply);
  }
  if (options.phases.includes('wire')) await runWire(operations, session, supply, notes);
  await findMissing(operations, session, supply);
  notes.push(...neverSucceeded(operations, session));
  if (options.phases.includes('streams')) await runStreams(operations, session, supply, notes, progress);
}

/** What has changed comes first: should time or requests run out, it was looked at. Random requests are sent to it where right ones are. */
function operationsOf(phase: (typeof perOperation)[number], operations: readonly Operation[], { options, changed }: Session): readonly Operation[] {
  const isChanged = ({ id }: Operation) => changed.has(id);
  const first = operations.filter(isChanged);
  if (options.phases.includes(phase)) return [...first, ...operations.filter((operation) => !isChanged(operation))];
  return phase === 'fuzz' && options.phases.includes('coverage') ? first : [];
}

async function runPhase(phase: (typeof perOperation)[number], operations: readonly Operation[], session: Session, supply: Supply, progress: Progress): Promise<void> {
  for (const [index, operation] of operations.entries()) {
    progress(phase, operation.id, index, operations.length);
    const input = await supply.inputFor(operation);
    if (input instanceof NoInput) continue;
    if (phase === 'fuzz') await fuzz(operation, input, session);
    else await runInTurn(phase, operation, input, session, supply);
  }
}

async function runInTurn(phase: CasePhase, operation: Operation, input: Input, session: Session, supply: Supply): Promise<void> {
  if (phase === 'protocol') {
    await runRepeats(operation, input, session);
    await sendTooMuch(operation, input, session);
    await runStrangers(operation, input, session, supply);
  }
  await runCases(operation, casesOf(phase, operation, input, session), input, session, supply);
}

/** Event streams, then channels. Whoever asked for some operations alone did not ask for channels, and they write. */
async function runStreams(operations: readonly Operation[], session: Session, supply: Supply, notes: string[], progress: Progress): Promise<void> {
  const streams = operations.filter(isStreaming);
  const { only, isReadOnly } = session.options;
  const channels = isReadOnly ? [] : session.subject.contract.api.channels.filter((channel) => only.length === 0 || namesOf(channel).some((name) => only.includes(name)));
  for (const [index, operation] of streams.entries()) {
    progress('streams', operation.id, index, streams.length + channels.length);
    await runEventStream(operation, session, supply);
  }
  for (const [index, channel] of channels.entries()) {
    progress('streams', channel.name, streams.length + index, streams.length + channels.length);
    await runChannel(channel, session, supply, notes);
  }
}

/** What was refused all along was hardly looked at. */
function neverSucceeded(operations: readonly Operation[], { coverage }: Session): string[] {
  return operations.flatMap((operation) => {
    const statuses = coverage.statusesOf(operation);
    const isPromised = operation.responses.some(({ status }) => status.startsWith('2'));
    if (statuses.length === 0 || !isPromised || statuses.some((status) => status < 400)) return [];
    return [`${operation.id} never succeeded, it answered ${[...statuses].sort((a, b) => a - b).join(', ')}: little of it was looked at; --set, --auth and --hook say how it does`];
  });
}

/** By which a channel may be asked for: its own, and those of what it receives, as findings have them. */
export function namesOf({ name, receives }: Channel): string[] {
  return [name, ...receives.map(({ id }) => id)];
}

/** A plain request to each operation. What it tells of ids is used at once, so operations that make things come first. */
async function probe(operations: readonly Operation[], supply: Supply, notes: string[], progress: Progress): Promise<void> {
  for (const [index, operation] of operations.entries()) {
    progress('probe', operation.id, index, operations.length);
    const input = await supply.inputFor(operation);
    if (input instanceof NoInput) {
      notes.push(`${operation.id} was not called: ${input.message}`);
      continue;
    }
    const response = await supply.run(firstCase(operation, input, supply), input);
    supply.learn(operation, input, response);
    if (response !== undefined && response.status < 400) await supply.tryAgain(operation, input);
    if (response?.status === 401 && !isOpen(operation)) notes.push(`${operation.id} answered 401: its credentials are given with --auth <scheme>=<secret>`);
  }
}

/** What the hook makes may be what the contract does not allow: then the server must not take it. */
function firstCase(operation: Operation, input: Input, { subject }: Supply): Case {
  const plain = plainCase(operation, input, 'probe');
  const { body } = input;
  if (body === undefined || !('content' in body) || body.content.schema === undefined || subject.accepts(body.content, body.value)) return plain;
  return { ...plain, about: "the hook's input, which the contract does not allow", expectation: { kind: 'rejected', check: 'invalid-rejected' } };
}

/** Credentials that are wrong in as many ways as there are: only a token has a signature that can be taken away. */
function wrongCallers({ secrets }: VerifyOptions): WrongCaller[] {
  const given = Object.values(secrets);
  if (given.length === 0) return [];
  return ['garbled', 'longer', ...(given.some((secret) => typeof secret === 'string' && unsignedToken(secret) !== undefined) ? (['unsigned'] as const) : [])];
}

type CasePhase = Exclude<(typeof perOperation)[number], 'fuzz'>;

function casesOf(phase: CasePhase, operation: Operation, input: Input, { subject, options }: Session): Iterable<Case> {
  switch (phase) {
    case 'examples':
      return exampleCases(operation, input, subject);
    case 'coverage':
      return variations(operation, input, 'right', subject);
    case 'negative':
      return variations(operation, input, 'wrong', subject);
    case 'protocol':
      return protocolCases(operation, input, subject, { wrongly: wrongCallers(options), sendsUnknown: severityFor(unknownQueryParameter, operation, options.severities) !== 'off' });
  }
}

const turns = ['post', 'put', 'patch', 'get', 'head', 'options', 'trace', 'delete'];

/** Collections before what lies in them; what makes before what reads, and what removes at the end. */
function inOrder(operations: readonly Operation[]): Operation[] {
  const depth = ({ path }: Operation) => path.split('{').length;
  const isRemoval = ({ method }: Operation) => Number(method === 'delete');
  return [...operations].sort((a, b) => isRemoval(a) - isRemoval(b) || depth(a) - depth(b) || turns.indexOf(a.method) - turns.indexOf(b.method));
}
