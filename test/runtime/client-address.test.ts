import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { HttpResponse } from 'uWebSockets.js';
import { clientAddress, networkOf, readTrustedProxies } from '../../runtime/client-address.ts';

/** The one thing of a response that is read. */
const from = (peer: string): HttpResponse => ({ getRemoteAddressAsText: () => new TextEncoder().encode(peer).buffer }) as unknown as HttpResponse;

const proxies = readTrustedProxies(['10.0.0.0/8', '2001:db8::1']);

describe('the address of a client', () => {
  it('is the peer, in the usual spelling', () => {
    assert.equal(clientAddress(from('192.0.2.1'), '', undefined), '192.0.2.1');
    assert.equal(clientAddress(from('0000:0000:0000:0000:0000:ffff:c000:0201'), '', undefined), '192.0.2.1');
    assert.equal(clientAddress(from('2001:0db8:0000:0000:0000:0000:0000:00ff'), '', undefined), '2001:db8:0:0:0:0:0:ff');
  });

  it('is not what a stranger says', () => {
    assert.equal(clientAddress(from('192.0.2.1'), '203.0.113.5', undefined), '192.0.2.1');
    assert.equal(clientAddress(from('192.0.2.1'), '203.0.113.5', proxies), '192.0.2.1');
  });

  it('is what a trusted proxy saw: the last address that is not a trusted proxy itself', () => {
    assert.equal(clientAddress(from('10.0.0.1'), '203.0.113.5', proxies), '203.0.113.5');
    assert.equal(clientAddress(from('10.0.0.1'), '198.51.100.1, 203.0.113.5, 10.9.9.9', proxies), '203.0.113.5');
    assert.equal(clientAddress(from('2001:0db8:0000:0000:0000:0000:0000:0001'), '203.0.113.5', proxies), '203.0.113.5');
    assert.equal(clientAddress(from('10.0.0.1'), '10.0.0.2, 10.0.0.3', proxies), '10.0.0.2');
  });

  it('is the proxy where what it says is no address', () => {
    for (const nonsense of ['unknown', '203.0.113.5, <script>', ' ']) assert.equal(clientAddress(from('10.0.0.1'), nonsense, proxies), '10.0.0.1');
  });

  it('counts for a whole network in IPv6, where one caller owns it', () => {
    assert.equal(networkOf('192.0.2.1'), '192.0.2.1');
    assert.equal(networkOf('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2::/64');
    assert.equal(networkOf('2001:db8::6'), '2001:db8:0:0::/64');
    assert.equal(networkOf('::1'), '0:0:0:0::/64');
  });
});
