import type { HttpRequest, HttpResponse, us_socket_context_t } from 'uWebSockets.js';
import { describeError } from '../../logging/describe-error.ts';
import { capture, emptyCapture, prepareCaptures, type Captured } from '../../capture.ts';
import { clientAddress, isFromTrustedProxy } from '../../client-address.ts';
import { limitHeaders } from '../../response/added-headers.ts';
import type { Take } from '../../rate-limit/limiter.ts';
import type { Runtime } from '../../runtime.ts';
import { credentialSources } from '../../security/credentials.ts';
import { prepareSecurity } from '../../security/security.ts';
import type { Problem } from '../../service.ts';
import { isPromise, whenSettled } from '../../when-settled.ts';
import { prepareAdmission, type Admitted } from '../admit.ts';
import type { Admission } from '../channel-connection.ts';
import type { LiveChannel } from '../live-channel.ts';
import { countHandshake } from './count-handshake.ts';
import type { LateUpgrade } from './late-upgrade.ts';
import { negotiateSubprotocol } from './negotiate-subprotocol.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';

type Upgrade = (res: HttpResponse, req: HttpRequest, context: us_socket_context_t) => void;

/** What the handshake needs, copied: the request is not readable after its callback. */
interface Handshake {
  readonly res: HttpResponse;
  readonly context: us_socket_context_t;
  readonly raw: Captured;
  readonly key: string;
  readonly offeredProtocols: string;
  readonly extensions: string;
  readonly abort: AbortController;
  /** Of the client, for limits. */
  readonly address: string;
  /** What the caller may still do, once this handshake was counted. */
  take?: Take;
  /** Set once the callback has returned. */
  late?: LateUpgrade;
}

export interface UpgradeParts<Data> {
  readonly late: LateUpgrade;
  /** The parameters of the channel's address in a path, or undefined for a path of another channel, or of none. */
  readonly findPath: (url: string) => readonly string[] | undefined;
  /** Makes what is kept with the socket. */
  readonly makeData: (admission: Admission) => Data;
}

const handshakeHeaders = ['host', 'sec-websocket-version'];

/**
 * The handshake of a channel (RFC 6455, section 4.2): everything that can be refused is refused here, over HTTP, in the
 * API's own error body.
 */
export function prepareUpgrade<Data>({ row }: LiveChannel, runtime: Runtime, { late, findPath, makeData }: UpgradeParts<Data>): Upgrade {
  const { contract, signInHeaders = [] } = runtime.service;
  const sources = credentialSources(contract, row.security, runtime.settings.clientCertificateHeader);
  const captures = prepareCaptures(row.captures, { ...sources, headers: [...sources.headers, ...signInHeaders, ...handshakeHeaders] });
  const admit = prepareAdmission(row, runtime);
  const operation = { row: { id: row.name }, security: prepareSecurity(runtime, row.security) };

  const refuse = ({ res, raw, take }: Handshake, problem: Problem, presentedCredential = false): void =>
    refuseUpgrade(res, { runtime, requestId: raw.requestId, presentedCredential, operation, take }, problem);

  const decide = (handshake: Handshake, admitted: Admitted): void => {
    if ('problem' in admitted) return refuse(handshake, admitted.problem, admitted.presented);
    // The service may have begun to close while sign-in was at work.
    if (runtime.load.draining) return refuse(handshake, { code: 'overloaded', retryAfterSeconds: 1 });
    const protocol = negotiateSubprotocol(row.subprotocols, handshake.offeredProtocols);
    if (protocol === undefined) return refuse(handshake, unspoken(row.subprotocols));
    complete(handshake, { protocol, limits: limitHeaders({ take: handshake.take, runtime }) }, makeData(admitted.admission));
  };

  const count = (handshake: Handshake, admitted: Admitted): Admitted | Promise<Admitted> =>
    whenSettled(countHandshake(runtime, row, handshake.address, admitted), (take) => {
      handshake.take = take;
      if (take === undefined || take.allowed) return admitted;
      return { problem: { code: 'rate-limited', retryAfterSeconds: take.retryAfterSeconds }, presented: false };
    });

  /** A refusal that cannot be written must harm this handshake only. */
  const settle = (handshake: Handshake, admitted: Admitted): void => {
    if (handshake.abort.signal.aborted) return;
    try {
      decide(handshake, admitted);
    } catch (error) {
      runtime.log.error({ err: describeError(error), channel: row.name, requestId: handshake.raw.requestId }, 'a handshake could not be answered');
      handshake.res.close();
    }
  };

  return (res, req, context) => {
    const path = findPath(req.getUrl());
    if (path === undefined) return void req.setYield(true);
    const raw = emptyCapture();
    capture(raw, req, captures, path);
    const client = { address: clientAddress(res, raw.forwardedFor, runtime.settings.trustedProxies) };
    const handshake = readHandshake(res, req, context, { raw, address: client.address });
    res.onAborted(() => handshake.abort.abort());
    const isFromProxy = isFromTrustedProxy(res, runtime.settings.trustedProxies);
    const fault = handshakeFault(raw);
    const admitted = admit({ raw, host: raw.headers['host'] ?? '', client, isFromProxy, signal: handshake.abort.signal, fault });
    const counted = whenSettled(admitted, (known) => count(handshake, known));
    if (!isPromise(counted)) return settle(handshake, counted);
    handshake.late = late;
    void counted.then((settled) => settle(handshake, settled));
  };
}

function readHandshake(res: HttpResponse, req: HttpRequest, context: us_socket_context_t, from: Pick<Handshake, 'raw' | 'address'>): Handshake {
  return {
    res,
    context,
    ...from,
    key: req.getHeader('sec-websocket-key'),
    offeredProtocols: req.getHeader('sec-websocket-protocol'),
    extensions: req.getHeader('sec-websocket-extensions'),
    abort: new AbortController(),
  };
}

interface Answer {
  readonly protocol: string;
  readonly limits: Readonly<Record<string, string | number>> | undefined;
}

function complete<Data>({ res, key, extensions, context, raw, late }: Handshake, { protocol, limits }: Answer, data: Data): void {
  res.cork(() => {
    res.writeStatus('101 Switching Protocols').writeHeader('x-request-id', raw.requestId);
    for (const [name, value] of Object.entries(limits ?? {})) res.writeHeader(name, String(value));
  });
  const upgrade = (): void => res.upgrade(data, key, protocol, extensions, context);
  if (late) late.run(res, upgrade);
  else upgrade();
}

/** RFC 6455, section 4.4: only version 13 is spoken. */
function handshakeFault(raw: Captured): string | undefined {
  if (raw.framingFault !== undefined) return raw.framingFault;
  return raw.headers['sec-websocket-version'] === '13' ? undefined : 'The WebSocket version must be 13.';
}

function unspoken(spoken: readonly string[]): Problem {
  return { code: 'malformed-request', detail: `None of the offered sub-protocols is spoken here; spoken: ${spoken.join(', ')}.` };
}
