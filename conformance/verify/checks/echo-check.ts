import type { BodyInput } from '../case.ts';
import { membersOf } from '../inputs/other-texts.ts';
import { isSuccessStatus, losses, saidOf, thingIn } from '../phases/answers.ts';
import { responseFor, type Subject } from '../subject.ts';
import type { Content, Operation } from '../../../generator/model/types.ts';
import type { Sites } from '../../schema/site.ts';
import type { Check } from './check.ts';

const secret = /pass|secret|pin|token|key|code|otp/i;

/** What was sent is what is answered, where the answer is the thing that was written. */
export const answersWhatWasSent: Check = {
  id: 'answers-what-was-sent',
  severity: 'error',
  purpose: 'Where a thing is created, replaced or changed, and the answer is the thing, it is as it was sent, letter case and blanks at the ends apart.',
  find: ({ case: { operation, phase, expectation, input }, response, subject }) => {
    const sent = membersOf(input.body);
    if (sent === undefined || expectation.kind !== 'accepted' || !['coverage', 'examples'].includes(phase) || !isSuccessStatus(response.status) || !isWrite(operation, subject)) return [];
    const came = thingIn(response);
    if (came === undefined) return [];
    const contents = responseFor(operation, response.status)?.contents ?? [];
    const lost = losses(sent, came, (names) => declares(names, contents, subject)).filter((name) => !secret.test(name) && !isTheServers(name, input.body, subject));
    return lost.length === 0 ? [] : [{ message: `the answer is not what was sent: ${saidOf(lost, sent, came)}`, where: lost.join() }];
  },
};

/** Of a thing that can be read by its id. */
function isWrite({ method, path }: Operation, { operations }: Subject): boolean {
  const reads = operations.filter((each) => each.method === 'get').map((each) => each.path);
  if (method === 'post') return reads.some((read) => read.startsWith(`${path}/{`) && /^\/\{[^/}]+\}$/.test(read.slice(path.length))) || reads.includes(path);
  return ['put', 'patch'].includes(method) && path.endsWith('}') && reads.includes(path);
}

/** How contracts say in words that a client's value is not what counts. */
const overruled = /ignor|comput|calculat|deriv|\bserver|\balways\b|overrid|overrul|normali[sz]|mask|truncat|round/i;

/** Whether the contract says of a member of a body that the server has a word in it. */
export function isTheServers(name: string, body: BodyInput | undefined, subject: Subject): boolean {
  if (body === undefined || !('content' in body)) return false;
  const sites = subject.sampler.alternatives(subject.sitesOf(body.content)).flatMap((shape) => shape.property(name));
  return sites.some(({ schema }) => typeof schema === 'object' && typeof schema['description'] === 'string' && overruled.test(schema['description']));
}

/** Lists may be lists of themselves. */
const deepestList = 3;

/** Whether a member is declared in what is answered, named from the outside in. */
export function declares(names: readonly string[], contents: readonly Content[], subject: Subject): boolean {
  const { sampler } = subject;
  const within = (sites: Sites, [name, ...rest]: readonly string[], depth = 0): boolean => name === undefined || sampler.alternatives(sites).some((shape) => {
    if (shape.types.every((type) => type === 'array')) return depth < deepestList && within(shape.item(0), [name, ...rest], depth + 1);
    return shape.declared.includes(name) && !isForRequests(shape.property(name)) && within(shape.property(name), rest);
  });
  return contents.some((content) => within(subject.sitesOf(content), names));
}

/** Of a property that no answer has (OpenAPI 3.1, "Schema Object", `writeOnly`). */
function isForRequests(sites: Sites): boolean {
  return sites.some(({ schema }) => typeof schema === 'object' && Boolean(schema['writeOnly']));
}
