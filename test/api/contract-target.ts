import type { Fixtures } from '../../conformance/verify/supply.ts';

type Credentials = Readonly<Record<string, string | (() => string | Promise<string>)>>;

/** A running service with what it takes to succeed with every operation: for the contract tests, and for `specwright verify`. */
export interface ContractTarget<Credential extends Credentials = Credentials, Inputs extends Fixtures = Fixtures> {
  readonly baseUrl: string;
  readonly credentials: Credential;
  /** Somebody else's, who may not see what belongs to the first. */
  readonly strangers?: Credentials;
  /** Each makes a fresh input at every call. */
  readonly fixtures: Inputs;
  /** The same by names of channels, for their handshakes, and by names of what channels receive, for messages (as bodies). */
  readonly channels?: Fixtures;
  close(): Promise<void>;
}
