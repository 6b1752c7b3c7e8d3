import { setTimeout } from 'node:timers/promises';
import type { Operation } from '../../../generator/model/types.ts';
import { plainCase, type Case, type Input } from '../case.ts';
import type { CheckDescription, Exchange, Fault } from '../checks/check.ts';
import { streamOf } from '../checks/stream-checks.ts';
import type { WireResponse } from '../http/wire.ts';
import { NoInput } from '../inputs/plain-input.ts';
import type { Session } from '../session.ts';
import type { Supply } from '../supply.ts';
import { readEventText } from '../streams/sse-events.ts';

export const sseResume: CheckDescription = {
  id: 'sse-resume',
  severity: 'error',
  purpose: 'Where an operation takes `Last-Event-ID`, a stream goes on behind the event that it names: nothing twice, nothing left out (WHATWG HTML, "Server-sent events").',
};

/** A live stream is listened to for so long. */
const listenMs = 1200;
/** Then something is done that it may have to tell of: once it has begun, or where it begins with its first event. */
const pokeMs = 50;
const unbegunMs = 1000;
const afterMs = 200;
const mostPokes = 3;

/** Listens to a stream while something happens, then goes on in the middle of what came. */
export async function runEventStream(operation: Operation, session: Session, supply: Supply): Promise<void> {
  const input = await supply.inputFor(operation);
  if (input instanceof NoInput) return;
  const sent: Case = { ...plainCase(operation, input, 'streams'), about: 'a stream, listened to for a while' };
  const response = await listen(sent, session, supply);
  if (response === undefined || streamOf({ case: sent, request: await session.written(sent), response })?.codec !== 'events') return;
  if (takesLastId(operation)) await resume(operation, input, response, session);
}

async function listen(sent: Case, session: Session, supply: Supply): Promise<WireResponse | undefined> {
  let onBegin = () => undefined as void;
  const begun = new Promise<void>((resolve) => (onBegin = resolve));
  const poked = Promise.race([begun.then(() => setTimeout(pokeMs)), setTimeout(unbegunMs)]).then(() => poke(sent.operation, session, supply));
  const meanwhile = poked.then(() => setTimeout(afterMs));
  const [response] = await Promise.all([session.run(sent, { streamMs: listenMs, meanwhile, onBegin }), meanwhile]);
  return response;
}

/** Plain requests that write something near the stream, so that it has something to tell. */
async function poke(stream: Operation, session: Session, supply: Supply): Promise<void> {
  const near = session.subject.operations.filter(({ method, path }) => ['post', 'put', 'patch'].includes(method) && path.split('/')[1] === stream.path.split('/')[1]);
  for (const operation of near.slice(0, mostPokes)) {
    const input = await supply.inputFor(operation);
    if (!(input instanceof NoInput)) await session.run({ ...plainCase(operation, input, 'streams'), about: 'a plain request beside a stream' });
  }
}

function takesLastId({ parameters }: Operation): boolean {
  return parameters.some(({ in: place, name }) => place === 'header' && name.toLowerCase() === 'last-event-id');
}

async function resume(operation: Operation, input: Input, first: WireResponse, session: Session): Promise<void> {
  const ids = idsOf(first);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined && !first.isCut) await tellTwice(twice, operation, input, first, session);
  if (new Set(ids).size < 2 || new Set(ids).size !== ids.length) return;
  const last = Math.floor((ids.length - 1) / 2);
  const about = `goes on behind event ${ids[last] ?? ''}`;
  const sent: Case = { ...plainCase(operation, input, 'streams'), about, extraHeaders: { 'last-event-id': ids[last] ?? '' } };
  const response = await session.run(sent, { streamMs: listenMs });
  if (response?.status !== 200) return;
  const fault = resumeFault(ids, last, idsOf(response), first.isCut);
  const exchange: Pick<Exchange, 'case' | 'request' | 'response'> = { case: sent, request: await session.written(sent), response };
  if (fault !== undefined) session.add(sseResume, fault, exchange);
}

/** Nobody can go on behind an event whose id is that of another one, too. */
async function tellTwice(id: string, operation: Operation, input: Input, response: WireResponse, session: Session): Promise<void> {
  const sent: Case = { ...plainCase(operation, input, 'streams'), about: 'a stream, listened to for a while' };
  session.add({ ...sseResume, severity: 'warn' }, { message: `two events have the id ${id}`, where: 'id' }, { case: sent, request: await session.written(sent), response });
}

function idsOf({ body, isCut }: WireResponse): string[] {
  return readEventText(body, isCut).events.flatMap(({ ownId }) => ownId ?? []);
}

function resumeFault(ids: readonly string[], last: number, came: readonly string[], isLive: boolean): Fault | undefined {
  const again = ids.slice(0, last + 1).find((id) => came.includes(id));
  if (again !== undefined) return { message: `event ${again} came again, after ${ids[last] ?? ''} was named as the last one`, where: 'again' };
  const next = ids[last + 1] ?? '';
  // A live stream may have nothing to say in the meantime.
  if (came.includes(next) || (isLive && came.length === 0)) return undefined;
  return { message: `event ${next} was left out, after ${ids[last] ?? ''} was named as the last one`, where: 'left out' };
}
