import { contentType, noBody, noServerError, noStackLeak, protocolStatusDocumented, responseHeaders, responseSchema, statusDocumented } from './answer-checks.ts';
import type { Check } from './check.ts';
import { allowHeader, authEnforced, authSchemeDocumented, crossTenantDenied, invalidRejected, malformedBody, methodNotAllowed, missingRequiredHeader, noCoercion, notAcceptable, notFound, openRedirect, rejectedAsInvalid, unsupportedMediaType, usualRefusal, validAccepted } from './request-checks.ts';
import { answersWhatWasSent } from './echo-check.ts';
import { charset, cookieFlags, responseTime } from './format-checks.ts';
import { readWriteOnly, undeclaredResponseProperty } from './member-checks.ts';
import { duplicateParameter, errorPointsAtField, optionsCors, problemDetails, retryAfter, unknownQueryParameter } from './policy-checks.ts';
import { sseGrammar, streamItemSchema } from './stream-checks.ts';

/** Every check of single answers, in the order in which faults are told. Ids are stable. */
export const answerChecks: readonly Check[] = [
  noServerError,
  statusDocumented,
  protocolStatusDocumented,
  contentType,
  responseSchema,
  responseHeaders,
  readWriteOnly,
  undeclaredResponseProperty,
  problemDetails,
  retryAfter,
  noBody,
  noStackLeak,
  charset,
  cookieFlags,
  responseTime,
  answersWhatWasSent,
  sseGrammar,
  streamItemSchema,
  validAccepted,
  invalidRejected,
  missingRequiredHeader,
  rejectedAsInvalid,
  errorPointsAtField,
  duplicateParameter,
  unknownQueryParameter,
  noCoercion,
  malformedBody,
  unsupportedMediaType,
  notAcceptable,
  authEnforced,
  authSchemeDocumented,
  openRedirect,
  crossTenantDenied,
  notFound,
  methodNotAllowed,
  allowHeader,
  optionsCors,
  usualRefusal,
];
