/** Everything that can keep a service from starting, or that the runtime itself throws: code and meaning. */
export const runtimeErrors = {
  'socket-library-missing': 'The binary of uWebSockets.js cannot be loaded here.',
  'port-in-use': 'Another process listens on the port.',
  'handler-missing': 'An operation or a channel of the contract has no handler.',
  'sign-in-missing': 'A security scheme that the contract uses has no function in sign-in.',
  'sign-in-invalid': 'A function of sign-in returned neither an actor nor a refusal, or no scopes where the contract demands some.',
  'client-certificate-unconfigured': 'The contract demands mutual TLS, but no setting says which proxy hands on the certificate, and how.',
  'security-scheme-unknown': 'The contract demands a security scheme that it does not define.',
  'idempotency-store-missing': 'An operation declares x-idempotency, but no store was given.',
  'actor-id-missing': 'An operation declares x-idempotency and demands sign-in, but the service has no actorId.',
  'sharing-unsafe': 'Several processes are to serve one port, but something of the service would be each one\'s own.',
  'worker-failed': 'A worker could not start.',
  'settings-invalid': 'A setting has a value that makes no sense.',
  'reply-invalid': 'A handler returned something that is no reply.',
} as const;

export type RuntimeErrorCode = keyof typeof runtimeErrors;

/** An error of the runtime itself; `message` is one sentence that says what to do. */
export class RuntimeError extends Error {
  readonly code: RuntimeErrorCode;

  constructor(code: RuntimeErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RuntimeError';
    this.code = code;
  }
}

/** Thrown by the stubs that `scaffold` writes. Answered like any unexpected error, and named in the log. */
export class NotImplemented extends Error {
  readonly operationId: string;

  constructor(operationId: string) {
    super(`${operationId} is not written yet.`);
    this.name = 'NotImplemented';
    this.operationId = operationId;
  }
}
