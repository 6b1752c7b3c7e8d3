import type { CheckDescription } from './check.ts';

export const availableAfterCreate: CheckDescription = {
  id: 'available-after-create',
  severity: 'error',
  purpose: 'What was created with 201 can be read (RFC 9110 section 15.3.2).',
};
export const readYourWrite: CheckDescription = {
  id: 'read-your-write',
  severity: 'error',
  purpose: 'What was sent when a thing was created or changed is what is read of it: members that both bodies have; a PATCH leaves the others alone.',
};
export const goneAfterDelete: CheckDescription = {
  id: 'gone-after-delete',
  severity: 'error',
  purpose: 'What was deleted cannot be read any more (RFC 9110 section 9.3.5), unless it says itself that it is deleted.',
};
export const putIdempotent: CheckDescription = {
  id: 'put-idempotent',
  severity: 'error',
  purpose: 'The same PUT twice does what it does once: the second is not refused (RFC 9110 section 9.2.2).',
};
export const putReplaces: CheckDescription = {
  id: 'put-replaces',
  severity: 'warn',
  purpose: 'What a PUT leaves out is not what it was before (RFC 9110 section 9.3.4). Some servers mean PATCH by it.',
};
export const massAssignment: CheckDescription = {
  id: 'mass-assignment',
  severity: 'error',
  purpose: 'What only the server may say (`readOnly`) is not taken from a client: it is refused or passed over (OpenAPI 3.1, "Schema Object"; OWASP API3:2023).',
};
export const uniqueIds: CheckDescription = {
  id: 'unique-ids',
  severity: 'error',
  purpose: 'Two things that were created do not have one id, and a list has none twice.',
};
export const wrongParent: CheckDescription = {
  id: 'wrong-parent',
  severity: 'error',
  purpose: 'What was created within one thing is not found within another one of its kind.',
};
export const failedCreate: CheckDescription = {
  id: 'failed-create-leaves-nothing',
  severity: 'error',
  purpose: 'A creation that was refused has created nothing.',
};
export const bodyLimit: CheckDescription = {
  id: 'body-limit-413',
  severity: 'error',
  purpose: 'Where 413 is declared, a body of 16 MB is refused (RFC 9110 section 15.5.14).',
};
export const paginationLimit: CheckDescription = {
  id: 'pagination-limit',
  severity: 'error',
  purpose: 'A list is no longer than its `limit` (`per_page`, `pageSize` …) says.',
};
export const paginationComplete: CheckDescription = {
  id: 'pagination-complete',
  severity: 'error',
  purpose: 'The pages of a list are the whole list: no item comes twice, and none is left out.',
};
export const filterHonoured: CheckDescription = {
  id: 'filter-honoured',
  severity: 'error',
  purpose: 'A query parameter of the name of a member lists only what has this value.',
};
export const sortHonoured: CheckDescription = {
  id: 'sort-honoured',
  severity: 'error',
  purpose: 'A list that is sorted one way and the other way round does not come in the same order, where what it is sorted by differs.',
};
export const headMatchesGet: CheckDescription = {
  id: 'head-matches-get',
  severity: 'error',
  purpose: 'HEAD, where it is answered with success, is answered like GET but for the body (RFC 9110 section 9.3.2).',
};
export const idempotencyKey: CheckDescription = {
  id: 'idempotency-key-replay',
  severity: 'error',
  purpose: 'The same request with the same `Idempotency-Key` is done once, and answered the same again.',
};
export const conditionalRequests: CheckDescription = {
  id: 'conditional-requests',
  severity: 'error',
  purpose: 'Where 304 is declared and answers have an `ETag`, `If-None-Match` is honoured (RFC 9110 section 13).',
};

export const conditionalWrites: CheckDescription = {
  id: 'conditional-writes',
  severity: 'error',
  purpose: 'Where 412 is declared, `If-Match` with another ETag is refused, and with the right one it is not (RFC 9110 section 13.1.1).',
};
export const concurrentUpdate: CheckDescription = {
  id: 'concurrent-update-consistent',
  severity: 'error',
  purpose: 'Of two clients that replace a thing at once one wins: nothing of both, and not both with one ETag.',
};
export const locationResolves: CheckDescription = {
  id: 'location-resolves',
  severity: 'error',
  purpose: 'What `Location` names after 201 is there (RFC 9110 section 10.2.2).',
};

export const linksLead: CheckDescription = {
  id: 'links-lead-there',
  severity: 'error',
  purpose: 'What an answer says, put into the operation that its link names, leads there (OpenAPI 3.1, "Link Object").',
};

export const unimplementedOperation: CheckDescription = {
  id: 'unimplemented-operation',
  severity: 'error',
  purpose: 'Every operation is there: not all of its answers are 405, 501, or the 404 of an address that nobody has.',
};
export const authNotDeclared: CheckDescription = {
  id: 'auth-not-declared',
  severity: 'error',
  purpose: 'An operation that asks for no credentials in the contract does not answer everything with 401.',
};

export const safeMethods: CheckDescription = {
  id: 'safe-methods-are-safe',
  severity: 'warn',
  purpose: 'What was sent when a thing was created is not changed by reading it (RFC 9110 section 9.2.1).',
};
export const deleteIdempotent: CheckDescription = {
  id: 'delete-idempotent',
  severity: 'warn',
  purpose: 'A second DELETE of one thing is content or finds nothing, but takes no offence (RFC 9110 section 9.2.2).',
};

/** Checks that look at several answers together. */
export const stateChecks: readonly CheckDescription[] = [
  availableAfterCreate,
  readYourWrite,
  goneAfterDelete,
  putIdempotent,
  putReplaces,
  deleteIdempotent,
  safeMethods,
  massAssignment,
  uniqueIds,
  wrongParent,
  failedCreate,
  bodyLimit,
  paginationLimit,
  paginationComplete,
  filterHonoured,
  sortHonoured,
  headMatchesGet,
  idempotencyKey,
  conditionalRequests,
  conditionalWrites,
  concurrentUpdate,
  locationResolves,
  linksLead,
  unimplementedOperation,
  authNotDeclared,
];
