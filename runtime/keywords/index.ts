/** What generated validators call beside plain JavaScript. */
export { findDuplicate } from './find-duplicate.ts';
export { formats } from './formats.ts';
export { isEqual } from './is-equal.ts';
export { isMultiple } from './is-multiple.ts';
export { joinErrors } from './join-errors.ts';
export { keepClosest } from './keep-closest.ts';
export { isLonger, isShorter, textLength } from './text-length.ts';
