/** The site's own objects, with a count of their calls. */
import {
	Counter,
	CounterShard,
	Directory,
	RateLimiter,
	Receipt,
	Salt,
} from '../../src/durable-objects/index';
import { countCalls } from './count-calls';

export { Counter, CounterShard, Directory, RateLimiter, Receipt, Salt };
export default countCalls({ Counter, CounterShard, Directory, RateLimiter, Receipt, Salt });
