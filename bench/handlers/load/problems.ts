import type { Problems } from 'specwright/runtime';
import { DomainError } from '../../../domain/errors.ts';
import { problems as usual } from '../bench/problems.ts';

/** A database without a free connection is what the services answer it with: 503. */
export const problems: Problems = (problem, input) => {
  const isOverloaded = problem.code === 'thrown' && problem.error instanceof DomainError && problem.error.code === 'overloaded';
  return isOverloaded ? { status: 503, body: { error: 'overloaded' } } : usual(problem, input);
};
