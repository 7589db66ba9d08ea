/** The site's own objects, counted. */
import { Counter, CounterShard, RateLimiter } from '../../src/durable-objects/index';
import { count, totalsHandler } from './count';

count('Counter', Counter);
count('CounterShard', CounterShard);
count('RateLimiter', RateLimiter);

export { Counter, CounterShard, RateLimiter };
export default totalsHandler;
