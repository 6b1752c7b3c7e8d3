import type { HttpRequest, HttpResponse, us_socket_context_t } from 'uWebSockets.js';
import { capture, emptyCapture, prepareCaptures, type Captured } from '../../capture.ts';
import { clientAddress } from '../../client-address.ts';
import type { Runtime } from '../../runtime.ts';
import { credentialSources } from '../../security/credentials.ts';
import { prepareAdmission, type Admitted, type NotAdmitted } from '../admit.ts';
import type { Admission } from '../channel-connection.ts';
import type { LiveChannel } from '../live-channel.ts';
import { negotiateSubprotocol } from './negotiate-subprotocol.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';

type Upgrade = (res: HttpResponse, req: HttpRequest, context: us_socket_context_t) => void;

/** What the handshake needs, copied: the request is not readable after its callback. */
interface Handshake {
  readonly res: HttpResponse;
  readonly context: us_socket_context_t;
  readonly key: string;
  readonly offeredProtocols: string;
  readonly extensions: string;
  readonly requestId: string;
  readonly abort: AbortController;
}

const handshakeHeaders = ['host', 'sec-websocket-version'];

/**
 * The handshake of a channel (RFC 6455, section 4.2): everything that can be refused is refused here, over HTTP, in the
 * API's own error body. `makeData` makes what is kept with the socket.
 */
export function prepareUpgrade<Data>(channel: LiveChannel, runtime: Runtime, makeData: (admission: Admission) => Data): Upgrade {
  const { row } = channel;
  const sources = credentialSources(runtime.service.contract, row.security);
  const captures = prepareCaptures(row.captures, { ...sources, headers: [...sources.headers, ...handshakeHeaders] });
  const admit = prepareAdmission(row, runtime);

  return (res, req, context) => {
    const raw = emptyCapture();
    capture(raw, req, captures);
    const handshake = readHandshake(res, req, context, raw.requestId);
    res.onAborted(() => handshake.abort.abort());
    const client = { address: clientAddress(res, raw.forwardedFor, runtime.settings.trustedProxies) };
    const admitted = admit({ raw, host: raw.headers['host'] ?? '', client, signal: handshake.abort.signal, fault: handshakeFault(raw) });
    if (admitted instanceof Promise) void admitted.then(settle);
    else settle(admitted);

    function settle(outcome: Admitted): void {
      if (handshake.abort.signal.aborted) return;
      if ('problem' in outcome) return refuseUpgrade(handshake.res, runtime, row, outcome, raw.requestId);
      const protocol = negotiateSubprotocol(row.subprotocols, handshake.offeredProtocols);
      if (protocol === undefined) return refuseUpgrade(handshake.res, runtime, row, unspoken(row.subprotocols), raw.requestId);
      complete(handshake, protocol, makeData(outcome.admission));
    }
  };
}

function readHandshake(res: HttpResponse, req: HttpRequest, context: us_socket_context_t, requestId: string): Handshake {
  return {
    res,
    context,
    key: req.getHeader('sec-websocket-key'),
    offeredProtocols: req.getHeader('sec-websocket-protocol'),
    extensions: req.getHeader('sec-websocket-extensions'),
    requestId,
    abort: new AbortController(),
  };
}

function complete<Data>({ res, key, extensions, context, requestId }: Handshake, protocol: string, data: Data): void {
  res.cork(() => {
    res.writeStatus('101 Switching Protocols').writeHeader('X-Request-Id', requestId);
    res.upgrade(data, key, protocol, extensions, context);
  });
}

/** RFC 6455, section 4.4: only version 13 is spoken. */
function handshakeFault(raw: Captured): string | undefined {
  if (raw.framingFault !== undefined) return raw.framingFault;
  return raw.headers['sec-websocket-version'] === '13' ? undefined : 'The WebSocket version must be 13.';
}

function unspoken(spoken: readonly string[]): NotAdmitted {
  const detail = `None of the offered sub-protocols is spoken here; spoken: ${spoken.join(', ')}.`;
  return { problem: { code: 'malformed-request', detail }, presented: false };
}
