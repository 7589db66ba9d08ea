/** The site's own objects, with a count of their calls. */
import { Counter, CounterShard, RateLimiter } from '../../src/durable-objects/index';
import { countCalls } from './count-calls';

export { Counter, CounterShard, RateLimiter };
export default countCalls({ Counter, CounterShard, RateLimiter });
