/** The article's objects, counted. */
import { Counter, RateLimiter } from '../peers/article/objects';
import { count, totalsHandler } from './count';

count('Counter', Counter);
count('RateLimiter', RateLimiter);

export { Counter, RateLimiter };
export default totalsHandler;
