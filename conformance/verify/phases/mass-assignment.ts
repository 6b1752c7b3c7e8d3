import type { Operation } from '../../../generator/model/types.ts';
import type { Shape } from '../../schema/shape.ts';
import type { Sites } from '../../schema/site.ts';
import type { Input } from '../case.ts';
import { massAssignment } from '../checks/state-checks.ts';
import { membersOf } from '../inputs/other-texts.ts';
import { responseFor, type Subject } from '../subject.ts';
import { isSuccess, type Members } from './answers.ts';
import { isScalar } from './same-value.ts';
import { membersIn, type Thing } from './thing.ts';

/** Sends what only the server may say (`readOnly`), when a thing is created and when it is changed: it is refused or passed over. */
export async function assignReadOnly(thing: Thing, input: Input): Promise<void> {
  const { subject } = thing.session;
  const before = await thing.now();
  const shapes = shapesOf(thing.life.read, subject);
  const foreign = before && foreignValues(before, shapes);
  if (before === undefined || foreign === undefined || Object.keys(foreign).length === 0) return;
  const other = thing.beside();
  const full = withMembers(input, foreign);
  if (full !== undefined && (await other.create(full)) !== undefined) await lookForForeign(other, thing.life.create, foreign);
  for (const write of [thing.life.replace, thing.life.change]) {
    const plain = write && thing.inputFor(write);
    const changed = plain && withMembers(plain, foreign);
    if (write === undefined || changed === undefined) continue;
    if (isSuccess((await thing.ask(write, changed, 'with members that only the server may say'))?.response)) await lookForForeign(thing, write, foreign);
  }
}

async function lookForForeign(thing: Thing, write: Operation, foreign: Members): Promise<void> {
  const seen = await thing.read('read what only the server may say');
  const came = membersIn(seen);
  const taken = Object.keys(foreign).find((name) => came !== undefined && came[name] === foreign[name]);
  if (seen !== undefined && taken !== undefined) thing.tell(massAssignment, `${write.id} has taken ${taken} ${JSON.stringify(foreign[taken])} from a client, which is readOnly`, seen, `${write.id} ${taken}`);
}

function withMembers(input: Input, members: Members): Input | undefined {
  const { body } = input;
  const own = membersOf(body);
  return own === undefined || body === undefined || !('content' in body) || !/json/.test(body.content.mediaType) ? undefined : { ...input, body: { content: body.content, value: { ...own, ...members } } };
}

function shapesOf(read: Operation, subject: Subject): Shape[] {
  return (responseFor(read, 200)?.contents ?? []).flatMap((content) => subject.sampler.alternatives(subject.sitesOf(content)));
}

/** For each member that is `readOnly`: what the server would not have said by itself. */
function foreignValues(before: Members, shapes: readonly Shape[]): Members {
  const names = [...new Set(shapes.flatMap((shape) => shape.declared.filter((name) => isReadOnly(shape.property(name)))))];
  return Object.fromEntries(names.flatMap((name): [string, unknown][] => {
    const value = before[name];
    const other = isScalar(value) && value !== null ? otherThan(value, shapes.flatMap((shape) => shape.property(name))) : undefined;
    return other === undefined ? [] : [[name, other]];
  }));
}

function isReadOnly(sites: Sites): boolean {
  return sites.some(({ schema }) => typeof schema === 'object' && Boolean(schema['readOnly']));
}

function otherThan(value: unknown, sites: Sites): unknown {
  const listed = sites.flatMap(({ schema }) => (typeof schema === 'object' && Array.isArray(schema['enum']) ? (schema['enum'] as unknown[]) : []));
  if (listed.length > 0) return listed.find((each) => each !== value && each !== null);
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1_000_000;
  if (typeof value !== 'string') return undefined;
  if (/^\d{4}-\d{2}-\d{2}T/.test(value)) return '2001-02-03T04:05:06Z';
  if (/^[\da-f]{8}-[\da-f]{4}-/i.test(value)) return '00000000-0000-4000-8000-00000000abcd';
  return `${value.slice(0, -1)}${value.endsWith('9') ? '8' : '9'}`;
}
