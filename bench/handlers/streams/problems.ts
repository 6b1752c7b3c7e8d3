export { problems } from '../bench/problems.ts';
