/** The site's own objects, counted. */
import { Counter, RateLimiter } from '../../src/durable-objects/index';
import { count, totalsHandler } from './count';

count(Counter);
count(RateLimiter);

export { Counter, RateLimiter };
export default totalsHandler;
